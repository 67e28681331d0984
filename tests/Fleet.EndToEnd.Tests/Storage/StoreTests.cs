using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Storage;

/// <summary>The central store between real processes: exact, outliving workers, bounded, and told of to who watches.</summary>
public sealed class StoreTests(StoreTests.StoreFleet setting) : IClassFixture<StoreTests.StoreFleet>
{
    private FleetProcess Fleet => setting.Fleet;

    [Fact]
    [Trait("Scenario", "18")]
    public async Task Increments_OfTwoWorkers_AreExact()
    {
        var counts = await Task.WhenAll(TellAsync("cluster-0#1", "count sum 1000"), TellAsync("stats#1", "count sum 1000"));

        counts.ShouldAllBe(count => count == "1000 different");
        (await TellAsync("stats#1", "get sum")).ShouldBe("2000");
    }

    [Fact]
    public async Task CompareAndSet_OfTwoWorkers_LosesNoWrite()
    {
        await Task.WhenAll(TellAsync("cluster-0#1", "swap purse 100"), TellAsync("stats#1", "swap purse 100"));

        (await TellAsync("cluster-0#1", "swap purse 1")).ShouldStartWith("1 in ");
        (await TellAsync("cluster-0#1", "coins purse")).ShouldBe("201");
    }

    [Theory]
    [Trait("Scenario", "17")]
    [InlineData("cluster-0#1")]
    [InlineData("stats#1")]
    public async Task Values_OfEveryKind_Survive(string worker) => (await TellAsync(worker, $"values v:{worker}:")).ShouldBe("all survive");

    [Fact]
    public async Task Values_OfOneWorker_AreThoseOfTheOther()
    {
        (await TellAsync("cluster-0#1", "set m:b two")).ShouldBe("set");
        (await TellAsync("stats#1", "set m:a one")).ShouldBe("set");

        (await TellAsync("stats#1", "map m:")).ShouldBe("m:a=one m:b=two");
        (await TellAsync("stats#1", "delete m:b")).ShouldBe("deleted");
        (await TellAsync("cluster-0#1", "get m:b")).ShouldBe("absent");
        (await TellAsync("cluster-0#1", "clear m:")).ShouldBe("1 cleared");
    }

    [Fact]
    public async Task Watch_HasTheChangesOfAnotherProcess_InOrder_UntilItEnds()
    {
        (await TellAsync("stats#1", "set w:before x")).ShouldBe("set");
        (await TellAsync("cluster-0#1", "watch w:")).ShouldBe("watching");

        await TellAsync("stats#1", "set w:a one");
        await TellAsync("stats#1", "count w:n 2");
        await TellAsync("stats#1", "set elsewhere x");
        await TellAsync("cluster-0#1", "delete w:a");
        await TellAsync("stats#1", "setfor w:t soon 20");

        const string Changes = "Set:w:a=one Set:w:n=1 Set:w:n=2 Deleted:w:a Set:w:t=soon Expired:w:t";
        (await TellAsync("cluster-0#1", "seen w: 6")).ShouldBe(Changes);
        (await TellAsync("cluster-0#1", "unwatch w:")).ShouldBe("ended");
        await TellAsync("stats#1", "set w:a two");
        (await TellAsync("cluster-0#1", "seen w: 7")).ShouldBe(Changes + " end");
    }

    [Fact]
    public async Task Store_ThatIsFull_RefusesAndKeepsEverything_AndSaysSoInTheLog()
    {
        (await TellAsync("stats#1", "set f:0 first")).ShouldBe("set");

        (await TellAsync("cluster-0#1", "fill f: 2000000")).ShouldBe("ValueTooLarge after 0");
        (await TellAsync("cluster-0#1", "fill f: 40000")).ShouldBe("ValueTooLarge after 0");
        (await TellAsync("cluster-0#1", "fill f: 30000")).ShouldStartWith("TooManyBytes after 3");
        (await TellAsync("stats#1", "get f:0")).ShouldBe("first");
        await Fleet.Log.LineAsync("cluster-0#1 could not write to the store. The store is full");
        (await TellAsync("cluster-0#1", "clear f:")).ShouldEndWith("cleared");
    }

    private Task<string> TellAsync(string worker, string words) => Fleet.TellAsync(worker, "store " + words);

    public sealed class StoreFleet : IAsyncLifetime
    {
        internal FleetProcess Fleet { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var file = ProbeFleet.File(1, "stats").Set("store.maxValue", "32KiB").Set("store.maxBytes", "1MiB");
            Fleet = await FleetProcess.StartAsync(file, "stats", "cluster-0");
        }

        public async ValueTask DisposeAsync() => await Fleet.DisposeAsync();
    }
}

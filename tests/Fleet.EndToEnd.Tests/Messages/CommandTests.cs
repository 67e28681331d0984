using System.Diagnostics;
using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Messages;

/// <summary>P4: every await ends, with a value or with what is known of the command.</summary>
public sealed class CommandTests(CommandTests.CommandFleet setting) : IClassFixture<CommandTests.CommandFleet>
{
    private FleetProcess Fleet => setting.Fleet;

    [Theory]
    [Trait("Scenario", "15")]
    [Trait("Scenario", "16")]
    [Trait("Scenario", "17")]
    [Trait("Failure", "handler throws")]
    [InlineData("ask stats 5", "value 5 by stats#1")]
    [InlineData("ask cluster-1 6", "value 6 by cluster-1#1")]
    [InlineData("bytes stats 100000", "value 100000 by stats#1")]
    [InlineData("ask nobody 1", "error NoSuchTarget NotExecuted")]
    [InlineData("ask cluster-9 1", "error NoSuchTarget NotExecuted")]
    [InlineData("precious stats", "all survive")]
    [InlineData("unhandled stats", "error NoHandler NotExecuted")]
    [InlineData("fail stats misfortune", "error Faulted Executed type=Probes.LuckException stack=yes misfortune")]
    [InlineData("hold stats here 300", "error TimedOut Unknown")]
    [InlineData("ask broken 1", "error Unavailable NotExecuted")]
    [InlineData("bytes stats 2000000", "error TooLarge NotExecuted")]
    [InlineData("ask clusters 1", "exception ArgumentException")] // a mistake of the author, told before anything is sent
    public async Task Command_OfAnyKind_EndsAsItMust(string words, string end) =>
        (await Fleet.TellAsync("cluster-0#1", words)).ShouldStartWith(end);

    [Fact]
    [Trait("Scenario", "6")]
    [Trait("Failure", "request in flight when target dies")]
    public async Task Command_TargetKilledWithItInHand_IsToldAtOnce()
    {
        var pid = (await Fleet.PsAsync("victim")).Pid;
        var call = Fleet.TellAsync("cluster-0#1", "hold victim mortal 60000");
        await Fleet.Log.WaitForLineAsync(line => line.EndsWith("in hand: mortal", StringComparison.Ordinal), "the command is in hand");

        var killed = Stopwatch.GetTimestamp();
        ProcessTable.Send(pid, ProcessTable.Kill);
        var end = await call;

        // The promise is 250 ms; what a busy machine adds is no fault of the fleet.
        TestContext.Current.TestOutputHelper!.WriteLine($"told after {Stopwatch.GetElapsedTime(killed).TotalMilliseconds:0} ms");
        end.ShouldStartWith("error TargetLost Unknown");
        Stopwatch.GetElapsedTime(killed).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task FanOut_AllWell_HasOneOutcomeOfEach() =>
        (await Fleet.TellAsync("stats#1", "all clusters 5000")).ShouldBe("cluster-0=cluster-0#1 cluster-1=cluster-1#1");

    [Fact]
    public async Task FanOut_MemberWithoutWorker_HasTheOthersResults()
    {
        var outcomes = await Fleet.TellAsync("cluster-0#1", "all services 5000");

        outcomes.ShouldContain("stats=stats#1");
        outcomes.ShouldContain("broken=Unavailable");
    }

    [Fact]
    [Trait("Scenario", "19")]
    [Trait("Failure", "broadcast request, one target hung")]
    public async Task FanOut_MemberSilent_HasTheOthersResultsAtTheDeadline()
    {
        var pid = (await Fleet.PsAsync("cluster-1")).Pid;
        await ProcessTable.StopAsync(pid);
        try
        {
            (await Fleet.TellAsync("cluster-0#1", "all clusters 1000")).ShouldBe("cluster-0=cluster-0#1 cluster-1=TimedOut");
        }
        finally
        {
            ProcessTable.Send(pid, ProcessTable.Continue);
        }
    }

    [Fact]
    public async Task Handler_BlockingOnAnotherCommandsReply_GetsIt() =>
        (await Fleet.TellAsync("cluster-0#1", "relay cluster-1 stats")).ShouldBe("value 7 by stats#1");

    [Fact]
    public async Task Commands_TenThousandAtOnce_AllEnd()
    {
        var ends = (await Fleet.TellAsync("cluster-0#1", "many stats 10000")).Split(' ').ToDictionary(end => end.Split('=')[0], end => int.Parse(end.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture));

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(' ', ends));
        ends.Values.Sum().ShouldBe(10_000);
        ends.Keys.ShouldBeSubsetOf(["right", "Busy"]);
        ends["right"].ShouldBeGreaterThan(1000);
    }

    public sealed class CommandFleet : IAsyncLifetime
    {
        internal FleetProcess Fleet { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var file = ProbeFleet.File(2, "stats", "victim").Set("restart.losses", 1).Set("restart.stableAfter", "1h");
            file.Service("broken", new PluginBuilder("Broken", PluginSource.Bot).Build(file["broken"]));
            Fleet = await FleetProcess.StartAsync(file, "stats", "victim", "cluster-0", "cluster-1");
            await Fleet.Log.LineAsync("broken is quarantined");
        }

        public async ValueTask DisposeAsync() => await Fleet.DisposeAsync();
    }
}

using Fleet.Admiral.Budgets;
using Fleet.Admiral.Options;
using Fleet.Admiral.Sharding;
using Fleet.Admiral.Tests.Loop;
using Fleet.Admiral.Tests.Options;
using Fleet.Planning.Actions;
using Fleet.Planning.Orders;
using Fleet.Planning.Specs;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;
using Microsoft.Extensions.Logging;
using static Fleet.Admiral.Tests.Sharding.FakeShardSource;

namespace Fleet.Admiral.Tests.Sharding;

/// <summary>The asking for the number of shards, over the real loop, on the test's clock.</summary>
public sealed class ShardDeskTests : IAsyncDisposable
{
    private readonly LoopUnderTest _under = new(new FleetSpec { Slots = [], AwaitsLayout = true });
    private readonly RecordedLog<ShardDesk> _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly BudgetDesk _budgets;
    private readonly IdentifyDesk _identify;
    private Task _run = Task.CompletedTask;

    public ShardDeskTests()
    {
        _budgets = new BudgetDesk(_under.Time);
        _identify = new IdentifyDesk(new IdentifyOptions { IsLimited = true }, _budgets);
        _under.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.WithDeadline();
        _stop.Dispose();
        _budgets.Dispose();
        _under.Dispose();
    }

    [Fact]
    public async Task Answer_ThatMakesSense_StartsTheClustersWithTheirShares()
    {
        var source = new FakeShardSource(Says(10, concurrency: 4));

        Run(source, """ "clusters": { "count": 2 }, "channels": ["ada"], "shardsHere": ["0-2", 9] """);

        await _under.Fleet.TakenAsync<Launch>(launch => launch.Worker.Slot == SlotName.Cluster(1));
        source.Asked.ShouldBe([new ShardQuestion(0)]);
        var layout = _under.Loop.Snapshot.Layout;
        layout.Clusters.Values.Select(has => string.Join(' ', has.Shards)).ShouldBe(["0 1", "2 9"]);
        layout.ShardCount.ShouldBe(10);
        layout.Clusters[SlotName.Cluster(0)].Channels.ShouldBe(["ada"]);
        _identify.Groups.ShouldBe(4);
        _log.Texts.ShouldBe(["the test says: 10 shards (as the source recommends), 4 may identify at a time"]);
    }

    [Fact]
    public async Task Answers_ThatMakeNone_AreTold_AndTheSourceIsAskedAgainMoreAndMoreSeldom()
    {
        var source = new FakeShardSource(Says(0), Throws("the gateway is down."), _ => Task.FromResult<ShardAnswer?>(null), Says(null, units: 2500));

        Run(source, """ "unitsPerShard": 1000 """);

        await FailedAsync(1, "FLEET4301 The shard source (the test) gave no number of shards: its answer makes 0 shards; 1 to 65536 are possible. The clusters wait; it is asked again in 1.0 s.");
        _under.Time.Advance(TimeSpan.FromSeconds(1));
        await FailedAsync(2, "FLEET4301 The shard source (the test) gave no number of shards: the gateway is down. The clusters wait; it is asked again in 2.0 s.");
        _under.Time.Advance(TimeSpan.FromSeconds(1.9));
        source.Asked.Count.ShouldBe(2);
        _under.Time.Advance(TimeSpan.FromSeconds(0.1));
        await FailedAsync(3, "FLEET4301 The shard source (the test) gave no number of shards: it answered nothing. The clusters wait; it is asked again in 4.0 s.");
        _under.Loop.Snapshot.AwaitsLayout.ShouldBeTrue();
        _under.Time.Advance(TimeSpan.FromSeconds(4));

        (await _under.SeenAsync(snapshot => !snapshot.AwaitsLayout)).Layout.ShardCount.ShouldBe(3);
    }

    [Fact]
    public async Task Source_ThatIsSilent_IsAskedAgainAfterItsDeadline()
    {
        var source = new FakeShardSource(Hangs(), Says(4));
        Run(source);
        await Until.TrueAsync(() => source.Asked.Count == 1 && _under.Time.ArmedTimers == 1);

        _under.Time.Advance(TimeSpan.FromSeconds(10));

        await FailedAsync(1, "FLEET4301 The shard source (the test) gave no number of shards: it did not answer within 10 s. The clusters wait; it is asked again in 1.0 s.");
        _under.Time.Advance(TimeSpan.FromSeconds(1));
        await _under.SeenAsync(snapshot => !snapshot.AwaitsLayout);
    }

    [Fact]
    public async Task Answer_WithFewerShardsThanThisHostIsToHave_IsRefused()
    {
        Run(new FakeShardSource(Says(9)), """ "shardsHere": [0, 9] """);

        await FailedAsync(1, "FLEET4301 The shard source (the test) gave no number of shards: of 9 shards there is no shard 9, which shardsHere gives to this host. The clusters wait; it is asked again in 1.0 s.");
    }

    [Fact]
    public async Task Fleet_ThatStopsMeanwhile_IsNotAskedForAnyMore()
    {
        var source = new FakeShardSource(Says(0));
        Run(source);
        await FailedAsync(1);
        _under.Order(new ShutdownOrder("stop"));
        await _under.Run.WithDeadline();

        _under.Time.Advance(TimeSpan.FromSeconds(1));

        await _run.WithDeadline();
        source.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Token_Cancelled_EndsTheWaitForAnAnswer()
    {
        var source = new FakeShardSource(Hangs());
        Run(source);
        await Until.TrueAsync(() => source.Asked.Count == 1);

        await _stop.CancelAsync();

        await _run.WithDeadline();
        _log.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task Question_WithoutASource_SaysHowToHaveOne() =>
        (await Desk(null).AskAsync(4, CancellationToken.None)).Fault.ShouldBe("there is none; name a service as shardSource.service");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(int.MaxValue, 60)]
    public void Pause_Grows_UpToItsLongest(int attempt, double seconds) => ShardDesk.PauseAfter(attempt, new ShardOptions()).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task Clusters_ThatWait_AreTold_WithWhatWasWrongLast()
    {
        var desk = Desk(new FakeShardSource(Says(0), Throws("the gateway is down."), Says(3)));
        desk.WhyClustersWait(_under.Loop.Snapshot).ShouldBe("The clusters wait for the shard source (the test) to say how many shards there are.");

        _run = desk.RunAsync(_stop.Token);
        await FailedAsync(1);
        desk.WhyClustersWait(_under.Loop.Snapshot).ShouldBe(
            "The clusters wait for the shard source (the test) to say how many shards there are. FLEET4301 It gave none: its answer makes 0 shards; 1 to 65536 are possible. It is asked again.");
        _under.Time.Advance(TimeSpan.FromSeconds(1));
        await FailedAsync(2);
        desk.WhyClustersWait(_under.Loop.Snapshot).ShouldEndWith("FLEET4301 It gave none: the gateway is down. It is asked again.");

        _under.Time.Advance(TimeSpan.FromSeconds(2));
        desk.WhyClustersWait(await _under.SeenAsync(snapshot => !snapshot.AwaitsLayout)).ShouldBeNull();
    }

    private ShardDesk Desk(IShardSource? source, string more = """ "channels": [] """)
    {
        var config = ConfigUnderTest.Valid(ConfigUnderTest.With($"\"shards\": 65536, {more}")) with { ShardCount = null };
        return new ShardDesk(config, source, _under.Loop, _identify, _under.Time, _log);
    }

    private void Run(IShardSource source, string more = """ "channels": [] """) => _run = Desk(source, more).RunAsync(_stop.Token);

    // Told, and waiting for the next time.
    private async Task FailedAsync(int times, string? text = null)
    {
        await Until.TrueAsync(() => _log.Records.Count(record => record.Level == LogLevel.Error) == times && _under.Time.ArmedTimers == 1);
        if (text is not null) _log.Texts[^1].ShouldBe(text);
    }
}

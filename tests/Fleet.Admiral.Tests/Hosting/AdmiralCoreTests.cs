using Fleet.Admiral.Control;
using Fleet.Admiral.Hosting;
using Fleet.Admiral.Tests.Sharding;
using Fleet.Admiral.Tests.Telemetry;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Supervision;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Hosting;

/// <summary>The whole Admiral but for processes: real sockets, links, routes and loop, on the test's clock.</summary>
public sealed class AdmiralCoreTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly RecordedLogs _logs = new();
    private readonly ManualTime _time = new();
    private readonly JoiningLauncher _launcher = new();
    private readonly KeptGenerations _kept;
    private readonly AdmiralCore _core;
    private bool _disposed;

    public AdmiralCoreTests()
    {
        _kept = new KeptGenerations(_folder);
        _core = new AdmiralCore(_kept.Config, Private("s"), _kept.Book, _launcher, _time, _logs);
    }

    public async ValueTask InitializeAsync() => await _kept.PrepareAsync("simulator", "stats", "cluster-0", "cluster-1");

    public async ValueTask DisposeAsync()
    {
        if (!_disposed) await _core.DisposeAsync();
        _kept.Dispose();
        _logs.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Start_LaunchesAdmitsAndActivatesEverySlot()
    {
        await StartAsync();

        _launcher.Workers.Count.ShouldBe(4);
        var welcome = _launcher.Of("cluster-1#1").Welcomed.ShouldNotBeNull();
        welcome.PluginPath.ShouldBe(_kept.Book.Find(1, "bot").Path);
        welcome.Assignment.Shards.ShouldBe([1]);
        _core.Routes[SlotName.Cluster(1)].Link.ShouldNotBeNull().Name.ShouldBe(WorkerName.Parse("cluster-1#1"));
    }

    [Fact]
    public async Task Shutdown_Ordered_StopsClustersThenServicesAndEndsTheLoop()
    {
        await StartAsync();

        _core.Order(new ShutdownOrder("SIGTERM"));

        await _core.Loop.Completion.WithDeadline();
        _launcher.Workers.ShouldAllBe(worker => worker.IsGone && !worker.IsKilled);
        _logs.Of("Fleet.Admiral.Processes.WorkerStarter").Texts.Count(text => text.EndsWith(" has stopped", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task Restart_Soft_HandsTheStateOverAndStopsTheOldWorkerAfterTheWarmTime()
    {
        await StartAsync();
        var control = new FleetControl(_kept.Config, _core.Loop, _core.Stats, _kept.Keeper, _time);
        var restart = ControlledFleet.WatchAsync(control.RestartAsync(new RestartRequest(["cluster-0"], Hard: false), CancellationToken.None));

        await SeenAsync(snapshot => snapshot.Slots[SlotName.Cluster(0)].Route == WorkerName.Parse("cluster-0#2"));
        _launcher.Of("cluster-0#2").State.ShouldBe("left by cluster-0#1");
        _launcher.Of("cluster-0#1").IsGone.ShouldBeFalse();
        // Past the 3 s for which it is kept, and not to the end of the 10 s that it may take to stop, however late the loop hears of the time.
        await PassAsync(() => _core.Loop.Snapshot.FindWorker(WorkerName.Parse("cluster-0#1")) is null or { Phase: WorkerPhase.Stopping }, atMost: TimeSpan.FromSeconds(5));

        (await restart.WithDeadline())[^1].Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Succeeded);
        (_launcher.Of("cluster-0#1").IsGone, _launcher.Of("cluster-0#1").IsKilled).ShouldBe((true, false));
        _core.Routes[SlotName.Cluster(0)].Link.ShouldNotBeNull().Name.ShouldBe(WorkerName.Parse("cluster-0#2"));
    }

    [Fact]
    public async Task Worker_ThatShowsNoSignOfLife_IsKilledAndReplaced()
    {
        await StartAsync();

        await PassAsync(() => _launcher.Of("stats#1").IsKilled, except: "stats#1");

        await SeenAsync(snapshot => snapshot.Slots[SlotName.Service("stats")].Route == WorkerName.Parse("stats#2"));
        _launcher.Workers.Where(worker => worker.IsKilled).ShouldHaveSingleItem();
        _core.Loop.Snapshot.Slots[SlotName.Service("stats")].LastFailure.ShouldNotBeNull().ShouldContain("no sign of life");
    }

    [Fact]
    public async Task Stats_CollectedNow_AreThoseOfAllWorkers()
    {
        await StartAsync();

        var stats = await _core.Stats.CollectAsync(CancellationToken.None).WithDeadline();

        stats.Missing.ShouldBeEmpty();
        _core.Stats.Last.ShouldBeSameAs(stats);
        stats.Store.ShouldBe(new StoreStats());
        stats.Routing.ShouldNotBeNull().Slots.ShouldBeEmpty();
        stats.Budgets.ShouldBeEmpty();
    }

    [Fact]
    public async Task Disposal_WithWorkersLeft_KillsThemAndRemovesTheSocket()
    {
        await StartAsync();

        _disposed = true;
        await _core.DisposeAsync().AsTask().WithDeadline();

        _launcher.Workers.ShouldAllBe(worker => worker.IsKilled);
        Directory.EnumerateFileSystemEntries(_folder["s"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Shards_OfASourceOfTheProgramAroundIt_MakeTheClusters()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<ShardAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var source = new FakeShardSource(_ =>
        {
            asked.SetResult();
            return answer.Task;
        });
        await using var core = new AdmiralCore(_kept.Config with { ShardCount = null }, Private("t"), _kept.Book, _launcher, _time, _logs, shardSource: source);
        core.Start();
        await asked.Task.WithDeadline();
        await Until.TrueAsync(() => core.Loop.Snapshot.Slots.Values.All(slot => slot.Route is not null));
        _launcher.Workers.Select(worker => worker.Name.Slot.ToString()).ShouldBe(["simulator", "stats"], ignoreOrder: true);

        answer.SetResult(new ShardAnswer { Shards = 5 });

        await Until.TrueAsync(() => core.Loop.Snapshot.Slots.Count == 4 && core.Loop.Snapshot.Slots.Values.All(slot => slot.Route is not null));
        var assignment = _launcher.Of("cluster-1#1").Welcomed!.Assignment;
        assignment.Shards.ShouldBe([3, 4]);
        assignment.ShardCount.ShouldBe(5);
        core.Routes[SlotName.Cluster(1)].Link.ShouldNotBeNull().Name.ShouldBe(WorkerName.Parse("cluster-1#1"));
    }

    private string Private(string folder) => Directory.CreateDirectory(_folder[folder], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    private async Task StartAsync()
    {
        _core.Start();
        await SeenAsync(snapshot => snapshot.Slots.Values.All(slot => slot.Route is not null));
    }

    private Task SeenAsync(Func<FleetSnapshot, bool> condition) => Until.TrueAsync(() => condition(_core.Loop.Snapshot));

    /// <summary>Lets time pass little by little, while all workers but one show signs of life, and each of them is heard.</summary>
    private async Task PassAsync(Func<bool> condition, string? except = null, TimeSpan? atMost = null)
    {
        var step = TimeSpan.FromMilliseconds(500);
        var left = except is null ? (WorkerName?)null : WorkerName.Parse(except);
        for (var passed = step; !condition() && !(passed > atMost); passed += step)
        {
            _time.Advance(step);
            var now = _time.GetTimestamp();
            foreach (var worker in _launcher.Workers.Where(worker => !worker.IsGone && worker.Name != left)) worker.Beat();
            await Until.TrueAsync(() => condition() || Linked().All(link => link.LastBeat == now));
        }

        await Until.TrueAsync(condition);

        IEnumerable<Fleet.Admiral.Links.WorkerLink> Linked() =>
            from route in _core.Routes.Everyone where route.Link is { } link && link.Name != left && !_launcher.Of(link.Name.ToString()).IsGone select route.Link;
    }
}

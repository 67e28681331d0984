using Fleet.Admiral.Loop;
using Fleet.Planning.Actions;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;
using Fleet.TestKit.Time;
using Microsoft.Extensions.Logging;
using static Fleet.Admiral.Tests.Loop.ScriptedFleet;

namespace Fleet.Admiral.Tests.Loop;

public sealed class AdmiralLoopTests
{
    private static readonly SlotName s_stats = SlotName.Service("stats");
    private static readonly WorkerName s_first = WorkerName.Parse("stats#1");
    private static readonly FleetSpec s_one = new() { Slots = [new SlotSpec(s_stats, Pinned: false, WorkAssignment.None)], Rollout = new RolloutSpec { WarmFor = TimeSpan.FromSeconds(3) } };

    [Fact]
    public void Start_OfAnObedientFleet_BringsServicesBeforeClustersToServe()
    {
        using var under = new LoopUnderTest();

        under.Start();

        under.Fleet.Taken.OfType<Launch>().Select(a => a.Worker.ToString()).ShouldBe(["simulator#1", "stats#1", "cluster-0#1", "cluster-1#1"]);
        var taken = under.Fleet.Taken.ToList();
        taken.FindIndex(a => a is Launch { Worker.Slot.Kind: WorkerKind.Cluster }).ShouldBeGreaterThan(taken.FindLastIndex(a => a is PointRoute { Slot.Kind: WorkerKind.Service }));
        under.Loop.Snapshot.Slots.Values.ShouldAllBe(slot => slot.Route == new WorkerName(slot.Slot, 1));
        under.Log.Records.ShouldBeEmpty();
    }

    [Fact]
    public void Action_Executed_IsInTheSnapshotAlready()
    {
        var snapshots = new List<FleetSnapshot>();
        var executor = new LookingExecutor(snapshots.Add);
        using var loop = new AdmiralLoop(s_one, executor, new ManualTime(), new TestKit.Logging.RecordedLog<AdmiralLoop>());

        _ = loop.RunAsync();

        snapshots.ShouldHaveSingleItem().FindWorker(s_first).ShouldNotBeNull().Phase.ShouldBe(WorkerPhase.Launching);
    }

    [Fact]
    public async Task Timer_DueByThePlan_AsksAgainWithoutAnEvent()
    {
        using var under = new LoopUnderTest(s_one);
        under.Fleet.Answer = action => action is Launch ? [] : null;
        under.Start();
        under.Time.ArmedTimers.ShouldBe(1);

        under.Time.Advance(s_one.Supervision.LaunchDeadline - TimeSpan.FromMilliseconds(1));
        under.Time.ArmedTimers.ShouldBe(1);
        under.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await under.Fleet.TakenAsync<Kill>()).Worker.ShouldBe(s_first);
    }

    [Fact]
    public void Timer_OfAFleetThatNeedsNothing_IsNotSet()
    {
        using var under = new LoopUnderTest(s_one);

        under.Start();

        under.Time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Worker_LostAgainAndAgain_IsFollowedAfterTheWaitThatThePlanNames()
    {
        using var under = new LoopUnderTest(s_one);
        under.Fleet.Answer = action => action is Launch { Worker.Incarnation: < 3 } launch ? [Says(launch.Worker, WorkerSignal.Launched), Says(launch.Worker, WorkerSignal.Exited, "exit code 1")] : null;
        under.Start();
        under.Fleet.Taken.OfType<Launch>().Count().ShouldBe(2);
        var wait = under.Fleet.Taken.OfType<BackOff>().ShouldHaveSingleItem();

        under.Time.Advance(wait.RetryAt - under.Loop.Now);

        (await under.Fleet.TakenAsync<Launch>(launch => launch.Worker.Incarnation == 3)).Reason.ShouldBe("the wait is over");
        await under.SeenAsync(snapshot => snapshot.Slots[s_stats].Route == WorkerName.Parse("stats#3"));
    }

    [Fact]
    public async Task OldWorker_AfterAHandover_IsKeptForTheWarmTime()
    {
        using var under = new LoopUnderTest(s_one);
        under.Start();
        under.Order(new RestartOrder("restart-1", [s_stats], Hard: false, 2));
        await under.SeenAsync(snapshot => snapshot.Slots[s_stats].Route == WorkerName.Parse("stats#2"));
        under.Fleet.Taken.OfType<Stop>().ShouldBeEmpty();
        var active = under.Loop.Now;

        // Little by little, since the route is taken a moment before the timer is set.
        await Until.TrueAsync(() =>
        {
            under.Time.Advance(TimeSpan.FromMilliseconds(100));
            return under.Fleet.Taken.Any(action => action is Stop);
        });

        (under.Loop.Now - active).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3));
        (await under.Fleet.TakenAsync<Stop>()).Worker.ShouldBe(s_first);
        (await under.SeenAsync(snapshot => snapshot.Operation is null)).FindOperation("restart-1")!.Message.ShouldBe("1 slot was restarted.");
    }

    [Fact]
    public async Task Events_OfManyThreads_AreFoldedOneByOne()
    {
        var slots = Enumerable.Range(0, 64).Select(SlotName.Cluster).ToList();
        using var under = new LoopUnderTest(new FleetSpec { Slots = [.. slots.Select(slot => new SlotSpec(slot, Pinned: false, WorkAssignment.None))], Start = new StartSpec { MostJoining = 64 } });
        under.Fleet.Answer = action => action is Launch ? [] : null;
        under.Start();

        await Task.WhenAll(slots.Select(slot => Task.Run(() =>
        {
            foreach (var signal in new[] { WorkerSignal.Launched, WorkerSignal.Joined, WorkerSignal.Ready }) under.Loop.Post(Says(new WorkerName(slot, 1), signal));
        }))).WithDeadline();

        await under.SeenAsync(snapshot => snapshot.Slots.Values.All(slot => slot.Route is not null));
        under.Fleet.Taken.OfType<Activate>().Count().ShouldBe(64);
    }

    [Fact]
    public async Task Shutdown_Ordered_EndsTheLoopWhenTheLastWorkerIsGone()
    {
        using var under = new LoopUnderTest();
        under.Fleet.Answer = action => action is Stop { Worker.Slot: var slot } && slot == s_stats ? [] : null;
        await under.StartAllAsync();

        under.Order(new ShutdownOrder("SIGTERM"));
        await under.Fleet.TakenAsync<Stop>(stop => stop.Worker == s_first);
        await under.SeenAsync(snapshot => snapshot.Slots.Values.Count(slot => slot.Workers.IsEmpty) == 3);
        under.Loop.Completion.IsCompleted.ShouldBeFalse();
        under.Loop.Post(Says(s_first, WorkerSignal.Exited));

        await under.Run.WithDeadline();
        await under.Loop.Completion.WithDeadline();
        under.Loop.Snapshot.Mode.ShouldBe(FleetMode.Stopped);
    }

    [Fact]
    public async Task Executor_ThatThrows_EndsTheLoopLoudly()
    {
        using var under = new LoopUnderTest(s_one);
        under.Fleet.Answer = _ => throw new InvalidOperationException("no hands");

        under.Start();

        (await Should.ThrowAsync<InvalidOperationException>(() => under.Run.WithDeadline())).Message.ShouldBe("no hands");
        (await Should.ThrowAsync<InvalidOperationException>(() => under.Loop.Completion.WithDeadline())).Message.ShouldBe("no hands");
        var record = under.Log.Records.ShouldHaveSingleItem();
        (record.Level, record.Id).ShouldBe((LogLevel.Critical, 1102));
        (await under.Loop.WatchAsync(CancellationToken.None).ToListAsync().AsTask().WithDeadline()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Queue_ThatIsFull_IsToldWhileTheLoopLives()
    {
        using var under = new LoopUnderTest(new FleetSpec { Slots = [] });
        var nothing = Says(s_first, WorkerSignal.Ready);
        for (var i = 0; i < 64 * 1024; i++) under.Loop.Post(nothing);
        under.Log.Records.ShouldBeEmpty();

        under.Loop.Post(nothing);

        var record = under.Log.Records.ShouldHaveSingleItem();
        (record.Level, record.Id).ShouldBe((LogLevel.Critical, 1101));
        record.Text.ShouldContain("WorkerSignalled");

        under.Start();
        under.Order(new ShutdownOrder("SIGTERM"));
        await under.Run.WithDeadline();
        for (var i = 0; i < (64 * 1024) + 1; i++) under.Loop.Post(nothing);
        under.Log.Records.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Watch_Begun_GivesTheSnapshotThereIsAndThenEachNewerOne()
    {
        using var under = new LoopUnderTest(s_one);
        under.Start();
        await using var snapshots = under.Loop.WatchAsync(CancellationToken.None).GetAsyncEnumerator();

        (await snapshots.MoveNextAsync().AsTask().WithDeadline()).ShouldBeTrue();
        snapshots.Current.ShouldBeSameAs(under.Loop.Snapshot);

        var next = snapshots.MoveNextAsync().AsTask();
        under.Order(new StopSlotsOrder("stop-1", [s_stats]));
        (await next.WithDeadline()).ShouldBeTrue();
        snapshots.Current.FindOperation("stop-1").ShouldNotBeNull();
    }

    [Fact]
    public async Task Watch_OfAnEventThatChangesNothing_GivesNothing()
    {
        using var under = new LoopUnderTest(s_one);
        under.Start();
        var versions = new List<long>();
        var watching = WatchAsync();
        await Until.TrueAsync(() => versions.Count == 1);

        under.Loop.Post(Says(WorkerName.Parse("stats#99"), WorkerSignal.Ready));
        under.Order(new ShutdownOrder("SIGTERM"));
        await watching.WithDeadline();

        versions.ShouldBe(versions.Distinct());
        versions.ShouldBeInOrder();
        versions[^1].ShouldBe(under.Loop.Snapshot.Version);

        async Task WatchAsync()
        {
            await foreach (var snapshot in under.Loop.WatchAsync(CancellationToken.None)) versions.Add(snapshot.Version);
        }
    }

    [Fact]
    public async Task Watch_ToTheEnd_GivesTheLastSnapshotAndEnds()
    {
        using var under = new LoopUnderTest(s_one);
        under.Start();
        var all = under.Loop.WatchAsync(CancellationToken.None).ToListAsync().AsTask();

        under.Order(new ShutdownOrder("SIGTERM"));

        (await all.WithDeadline())[^1].Mode.ShouldBe(FleetMode.Stopped);
        (await under.Loop.WatchAsync(CancellationToken.None).ToListAsync().AsTask().WithDeadline()).ShouldHaveSingleItem().Mode.ShouldBe(FleetMode.Stopped);
    }

    [Fact]
    public async Task Watch_GivenUp_LeavesTheLoopAlone()
    {
        using var under = new LoopUnderTest(s_one);
        under.Start();
        using var leave = new CancellationTokenSource();
        await using var snapshots = under.Loop.WatchAsync(leave.Token).GetAsyncEnumerator();
        await snapshots.MoveNextAsync().AsTask().WithDeadline();
        var next = snapshots.MoveNextAsync().AsTask();

        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => next.WithDeadline());
        under.Loop.Completion.IsCompleted.ShouldBeFalse();
    }

    private sealed class LookingExecutor(Action<FleetSnapshot> look) : IActionExecutor
    {
        public void Execute(FleetAction action, FleetSnapshot snapshot, DateTimeOffset now) => look(snapshot);
    }
}

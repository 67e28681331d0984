using Fleet.Admiral.Notices;
using Fleet.Admiral.Tests.Loop;
using Fleet.Planning.Actions;
using Fleet.Planning.Events;
using Fleet.Planning.Layouts;
using Fleet.Planning.Orders;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Notices;

/// <summary>What the hub tells while the real loop runs a scripted fleet.</summary>
public sealed class NoticeHubTests
{
    private static readonly WorkerName Stats1 = WorkerName.Parse("stats#1");

    [Fact]
    public async Task Start_TellsEachWorkersSteps_AndReadyOnceAtTheEnd()
    {
        using var under = new LoopUnderTest();
        var told = new ToldNotices(under.Notices);

        await under.StartAllAsync();
        const string Ready = "fleet ready: simulator,stats,cluster-0,cluster-1; quarantined: ";
        await told.UntilAsync(Ready);

        told.Of("cluster-0#1").ShouldBe(["ready cluster-0#1", "active cluster-0#1"]);
        told.Words[^1].ShouldBe(Ready);
        told.OfType<WorkerReady>().Select(ready => ready.Pid).ShouldAllBe(pid => pid > 100);
        await LoseAsync(under, told, "stats#1", "stats#2");
        await LoseAsync(under, told, "cluster-0#1", "cluster-0#2");
        told.OfType<FleetReady>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Worker_Lost_IsToldWithItsReasonAndLastLines_BeforeItsSuccessor()
    {
        using var under = new LoopUnderTest();
        var told = new ToldNotices(under.Notices);
        await under.StartAllAsync();

        under.Loop.Post(new WorkerSignalled(Stats1, WorkerSignal.Exited, Detail: "ended by SIGSEGV (exit 139)") { LastLines = [.. Enumerable.Range(1, 30).Select(i => $"line {i}")] });
        await told.UntilAsync("active stats#2");

        told.Of("stats#").ShouldBe(["ready stats#1", "active stats#1", "lost stats#1: its process ended: ended by SIGSEGV (exit 139)", "ready stats#2", "active stats#2"]);
        var lost = told.OfType<WorkerLost>().ShouldHaveSingleItem();
        lost.Slot.ShouldBe("stats");
        (lost.LastLines[0], lost.LastLines.Count).ShouldBe(("line 11", 20));
    }

    [Fact]
    public async Task Slot_Quarantined_CountsAsReady()
    {
        using var under = new LoopUnderTest();
        var told = new ToldNotices(under.Notices);
        under.Fleet.Answer = action => action is Launch { Worker.Slot: var slot } launch && slot == Stats1.Slot
            ? [ScriptedFleet.Says(launch.Worker, WorkerSignal.Launched), ScriptedFleet.Says(launch.Worker, WorkerSignal.Joined), new WorkerSignalled(launch.Worker, WorkerSignal.StartFailed, Detail: "no such file", Permanent: true)]
            : null;

        under.Start();
        await told.UntilAsync("fleet ready: simulator,cluster-0,cluster-1; quarantined: stats");

        told.Of("stats").Take(2).ShouldBe(["lost stats#1, not active: its start failed: no such file (killed by signal 9)", "quarantined stats"]);
        told.OfType<WorkerQuarantined>().ShouldHaveSingleItem().Reason.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Ready_WaitsForASlotThatIsLostBeforeTheOthersServe()
    {
        using var under = new LoopUnderTest();
        var told = new ToldNotices(under.Notices);
        under.Fleet.Answer = action => action is Launch { Worker: { Incarnation: 1 } worker } && worker.Slot == SlotName.Cluster(1) ? [] : null;
        under.Start();
        await told.UntilAsync("active cluster-0#1");
        told.OfType<FleetReady>().ShouldBeEmpty();

        // The slot has no worker while the last of the others comes.
        under.Fleet.Answer = action => action is Launch { Worker: { Incarnation: 2 } worker } && worker.Slot == SlotName.Cluster(0) ? [] : null;
        under.Loop.Post(ScriptedFleet.Says(WorkerName.Parse("cluster-0#1"), WorkerSignal.Exited));
        await told.UntilAsync("lost cluster-0#1: its process ended");
        foreach (var signal in (WorkerSignal[])[WorkerSignal.Launched, WorkerSignal.Joined, WorkerSignal.Ready]) under.Loop.Post(ScriptedFleet.Says(WorkerName.Parse("cluster-1#1"), signal));
        await told.UntilAsync("active cluster-1#1");
        told.OfType<FleetReady>().ShouldBeEmpty();

        foreach (var signal in (WorkerSignal[])[WorkerSignal.Launched, WorkerSignal.Joined, WorkerSignal.Ready]) under.Loop.Post(ScriptedFleet.Says(WorkerName.Parse("cluster-0#2"), signal));
        await told.UntilAsync("fleet ready: simulator,stats,cluster-0,cluster-1; quarantined: ");
    }

    [Fact]
    public async Task Restart_Soft_IsToldInItsOrder_TheHandoverBeforeItBegins()
    {
        using var under = new LoopUnderTest(LoopUnderTest.Spec with { Rollout = new RolloutSpec { WarmFor = TimeSpan.Zero, Notice = TimeSpan.FromSeconds(7) } });
        var told = new ToldNotices(under.Notices);
        await under.StartAllAsync();

        under.Order(new RestartOrder("restart-1", [Stats1.Slot], Hard: false, 2));
        await told.UntilAsync("pending stats#1 to stats#2 in 7 s by restart-1");
        under.Fleet.Taken.OfType<BeginHandover>().ShouldBeEmpty();
        await Until.TrueAsync(() => under.Time.ArmedTimers > 0);
        under.Time.Advance(TimeSpan.FromSeconds(7));
        await told.UntilAsync("ended restart-1: restart Succeeded");

        told.Words.SkipWhile(words => !words.StartsWith("fleet ready", StringComparison.Ordinal)).Skip(1).ShouldBe(
            ["ready stats#2", "pending stats#1 to stats#2 in 7 s by restart-1", "active stats#2", "stopped stats#1: Replaced", "ended restart-1: restart Succeeded"]);
        told.OfType<OperationAdvanced>().Select(step => $"{step.Kind} {step.Slot} {step.State}").ShouldBe(
            ["restart stats waiting", "restart stats starting", "restart stats handover", "restart stats warm", "restart stats retiring", "restart stats done"]);
    }

    [Fact]
    public async Task Restart_WhoseNewWorkerDoesNotActivate_TellsTheOldOneActiveAgain()
    {
        using var under = new LoopUnderTest();
        var told = new ToldNotices(under.Notices);
        await under.StartAllAsync();
        under.Fleet.Answer = action => action is Activate { Worker.Incarnation: 2 } activate ? [ScriptedFleet.Says(activate.Worker, WorkerSignal.Exited, "exit code 1")] : null;

        under.Order(new RestartOrder("restart-1", [Stats1.Slot], Hard: false, 2));
        await told.UntilAsync("ended restart-1: restart Failed");

        await Until.TrueAsync(() => told.Of("stats#1").Count(words => words == "active stats#1") == 2);
        told.Of("lost").ShouldBe(["lost stats#2, not active: its process ended: exit code 1"]);
    }

    [Fact]
    public async Task Reshard_TellsTheHandoverOfEveryCluster_WhenTheLastIsReady()
    {
        using var under = new LoopUnderTest();
        var told = new ToldNotices(under.Notices);
        await under.StartAllAsync();

        under.Fleet.Answer = action => action is TurnLayout turn ? [.. turn.Old.Select(old => ScriptedFleet.Says(old, WorkerSignal.Drained))] : null;

        under.Order(new ReshardOrder("reshard-1", LayoutPlanner.Divide(2, 1, 2, ["wren", "tit"]), 1));
        await told.UntilAsync("ended reshard-1: reshard Succeeded");

        told.Of("by reshard-1").ShouldBe(["pending cluster-0#1 to cluster-0#2 in 0 s by reshard-1", "pending cluster-1#1 to  in 0 s by reshard-1"]);
        told.Of("cluster-0").Where(words => !words.StartsWith("fleet", StringComparison.Ordinal)).ShouldBe(
            ["ready cluster-0#1", "active cluster-0#1", "ready cluster-0#2", "pending cluster-0#1 to cluster-0#2 in 0 s by reshard-1", "active cluster-0#2", "stopped cluster-0#1: Replaced"]);
    }

    [Fact]
    public async Task Order_Refused_IsToldAsEnded()
    {
        using var under = new LoopUnderTest();
        var told = new ToldNotices(under.Notices);
        await under.StartAllAsync();

        under.Order(new StopSlotsOrder("stop-1", [SlotName.Service("nobody")]));

        await told.UntilAsync("ended stop-1: stop Refused");
        told.OfType<OperationAdvanced>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Shutdown_TellsEveryWorkerStopped()
    {
        using var under = new LoopUnderTest();
        var told = new ToldNotices(under.Notices);
        await under.StartAllAsync();

        under.Order(new ShutdownOrder("test"));
        await under.Run.WithDeadline();

        told.OfType<WorkerStopped>().Select(stopped => $"{stopped.Slot} {stopped.Reason}").Order().ShouldBe(
            ["cluster-0 Shutdown", "cluster-1 Shutdown", "simulator Shutdown", "stats Shutdown"]);
    }

    [Fact]
    public async Task Listener_ThatThrows_IsCounted_AndCostsNobodyElse()
    {
        using var under = new LoopUnderTest();
        under.Notices.Listen(_ => throw new InvalidOperationException("no"));
        var told = new ToldNotices(under.Notices);

        await under.StartAllAsync();
        await told.UntilAsync("fleet ready: simulator,stats,cluster-0,cluster-1; quarantined: ");

        under.Notices.Failures.ShouldBe(told.All.Count);
        // Once a second, on the test's clock.
        under.NoticeLog.Texts.ShouldHaveSingleItem();
    }

    [Fact]
    public void Fleet_WithoutSlots_IsReadyAtOnce()
    {
        var spec = new FleetSpec { Slots = [] };
        using var under = new LoopUnderTest(spec);
        var hub = new NoticeHub([], TimeSpan.Zero, under.Time, new RecordedLog<NoticeHub>());
        var told = new ToldNotices(hub);

        hub.Begin(under.Loop.Snapshot, under.Loop.Now);
        hub.Begin(under.Loop.Snapshot, under.Loop.Now);

        told.Words.ShouldBe(["fleet ready: ; quarantined: "]);
    }

    private static async Task LoseAsync(LoopUnderTest under, ToldNotices told, string worker, string successor)
    {
        under.Loop.Post(ScriptedFleet.Says(WorkerName.Parse(worker), WorkerSignal.Exited, "exit code 1"));
        await told.UntilAsync($"active {successor}");
    }
}

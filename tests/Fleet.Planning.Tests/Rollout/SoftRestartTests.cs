using Fleet.Planning.Operations;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Rollout;

public sealed class SoftRestartTests
{
    [Fact]
    public void Restart_NothingFails_HandsOverSlotBySlot()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1").Restart("r", false, 2, "cluster-1", "cluster-0");
        fleet.Did().ShouldBe(["launch cluster-0#2 of generation 2"]);
        fleet.GetReady("cluster-0#2").Did().ShouldBe(["hand over cluster-0#1 to cluster-0#2"]);
        fleet.Slot("cluster-0").Holding.ShouldBeTrue();
        fleet.Signal("cluster-0#1", WorkerSignal.Drained).Did().ShouldBe(["activate cluster-0#2 with the state of cluster-0#1"]);
        fleet.Signal("cluster-0#2", WorkerSignal.Activated).Did().ShouldBe(["route cluster-0 to cluster-0#2"]);
        Progress(fleet, "cluster-0").ShouldBe(SlotProgress.Warm);
        fleet.Slot("cluster-0").Generation.ShouldBe(1);
        fleet.Pass(2.9).Did().ShouldBeEmpty();
        fleet.Pass(0.2).Did().ShouldBe(["stop cluster-0#1: Replaced"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldBe(["launch cluster-1#2 of generation 2"]);
        fleet.Slot("cluster-0").Generation.ShouldBe(2);
        fleet.Slot("cluster-0").Attempt.ShouldBe(0);

        Replace(fleet, "cluster-1#1", "cluster-1#2");
        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Succeeded);
        fleet.LastOperation.Message.ShouldBe("2 slots were restarted.");
        fleet.Snapshot.Operation.ShouldBeNull();
    }

    [Fact]
    public void Restart_WithNotice_WaitsWithTheHandover_AndNotForANewWorkerThatIsLostMeanwhile()
    {
        var spec = TestFleet.Wanting("cluster-0") with { Rollout = new RolloutSpec { Notice = TimeSpan.FromSeconds(5) } };
        var fleet = new TestFleet(spec).BringUp("cluster-0#1").Restart("r", false, 2, "cluster-0");
        fleet.Did();
        fleet.GetReady("cluster-0#2").Did().ShouldBeEmpty();
        fleet.Pass(4.9).Did().ShouldBeEmpty();
        fleet.Slot("cluster-0").Holding.ShouldBeFalse();
        fleet.Pass(0.1).Did().ShouldBe(["hand over cluster-0#1 to cluster-0#2"]);

        var other = new TestFleet(spec).BringUp("cluster-0#1").Restart("r", false, 2, "cluster-0").GetReady("cluster-0#2");
        other.Signal("cluster-0#2", WorkerSignal.Exited);
        other.Did();
        other.LastOperation!.Outcome.ShouldBe(OperationOutcome.Failed);
        other.Pass(10).Did().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("exits", "cluster-0#2 did not become ready: its process ended: exit code 1")]
    [InlineData("cannot be launched", "cluster-0#2 did not become ready: its process could not be started: exit code 1")]
    [InlineData("fails to start", "cluster-0#2 did not become ready: its start failed: no token (exit code 1)")]
    [InlineData("is too slow", "cluster-0#2 did not become ready: it did not become ready in time (exit code 1)")]
    [InlineData("dies while the old one drains", "cluster-0#2 did not take over: its process ended: exit code 1")]
    [InlineData("dies when the old one has drained", "cluster-0#2 did not take over: its process ended: exit code 1")]
    [InlineData("fails to activate", "cluster-0#2 did not take over: its activation failed: no token (exit code 1)")]
    [InlineData("activates too slowly", "cluster-0#2 did not take over: it did not become active in time (exit code 1)")]
    [InlineData("dies just after", "cluster-0#2 was lost just after it had taken over: its process ended: exit code 1")]
    public void Restart_NewWorkerFails_OldOneServesOnAndTheRolloutStops(string how, string failure)
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1", "cluster-2").Restart("r", false, 2, "cluster-0", "cluster-1", "cluster-2");
        FailNew(fleet, how);

        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Failed);
        fleet.LastOperation.Message.ShouldBe($"{failure}; cluster-0#1 keeps serving; 2 slots were not restarted.");
        fleet.LastOperation.Slots.Select(step => step.Progress).ShouldBe([SlotProgress.Failed, SlotProgress.Skipped, SlotProgress.Skipped]);
        var slot = fleet.Slot("cluster-0");
        slot.Route.ShouldBe(WorkerName.Parse("cluster-0#1"));
        slot.Holding.ShouldBeFalse();
        slot.Generation.ShouldBe(1);
        slot.Workers.ShouldHaveSingleItem().Phase.ShouldBe(WorkerPhase.Active);
    }

    [Theory]
    [InlineData("dies when the old one has drained", "activate cluster-0#1 with the state of cluster-0#1")]
    [InlineData("fails to activate", "activate cluster-0#1 with the state of cluster-0#1")]
    [InlineData("dies just after", "activate cluster-0#1")]
    public void Restart_WayBack_GivesTheOldWorkerItsStateUnlessTheNewOneUsedIt(string how, string activation)
    {
        var fleet = TestFleet.Running("cluster-0").Restart("r", false, 2, "cluster-0");
        FailNew(fleet, how);
        fleet.Did().ShouldContain(activation);
    }

    [Theory]
    [InlineData("before", false)]
    [InlineData("draining", false)]
    [InlineData("drained", true)]
    public void Restart_OldWorkerDies_NewOneTakesOver(string when, bool withState)
    {
        var fleet = TestFleet.Running("cluster-0").Restart("r", false, 2, "cluster-0");
        if (when == "before") fleet.Signal("cluster-0#1", WorkerSignal.Exited);
        fleet.GetReady("cluster-0#2");
        if (when == "drained") fleet.Signal("cluster-0#1", WorkerSignal.Drained);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited);
        fleet.Did().ShouldContain(withState ? "activate cluster-0#2 with the state of cluster-0#1" : "activate cluster-0#2");
        fleet.Signal("cluster-0#2", WorkerSignal.Activated);
        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Succeeded);
        fleet.Slot("cluster-0").Generation.ShouldBe(2);
        fleet.Slot("cluster-0").Route.ShouldBe(WorkerName.Parse("cluster-0#2"));
    }

    [Fact]
    public void Restart_OldWorkerDoesNotDrain_IsKilledAndNewOneActivatedWithoutState()
    {
        var fleet = TestFleet.Running("cluster-0").Restart("r", false, 2, "cluster-0").GetReady("cluster-0#2");
        _ = fleet.Did();
        fleet.Pass(10.1).Did().ShouldBe(["kill cluster-0#1"]);
        fleet.Slot("cluster-0").Holding.ShouldBeTrue();
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldBe(["activate cluster-0#2"]);
        fleet.Signal("cluster-0#2", WorkerSignal.Activated).Did().ShouldBe(["route cluster-0 to cluster-0#2", "Succeeded: 1 slot was restarted."]);
    }

    [Fact]
    public void Restart_BothDie_SlotIsSupervisedWithTheOldCode()
    {
        var fleet = TestFleet.Running("cluster-0").Restart("r", false, 2, "cluster-0").GetReady("cluster-0#2");
        _ = fleet.Did();
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Signal("cluster-0#2", WorkerSignal.Exited).Did()
            .ShouldBe(
            [
                "activate cluster-0#2", "route cluster-0 to nobody", "wait with cluster-0",
                "Failed: cluster-0#2 did not take over: its process ended; cluster-0 is restarted as after any loss, with generation 1.",
            ]);
        fleet.Pass(1.3).Did().ShouldBe(["launch cluster-0#3 of generation 1"]);
    }

    [Fact]
    public void Restart_BothDieAfterTheDrain_NextWorkerStartsWithoutState()
    {
        var fleet = TestFleet.Running("cluster-0").Restart("r", false, 2, "cluster-0").GetReady("cluster-0#2");
        fleet.Signal("cluster-0#1", WorkerSignal.Drained).Signal("cluster-0#1", WorkerSignal.Exited).Signal("cluster-0#2", WorkerSignal.Exited).Pass(2);
        _ = fleet.Did();
        fleet.GetReady("cluster-0#3").Did().ShouldBe(["activate cluster-0#3"]);
    }

    [Fact]
    public void Restart_OldWorkerIsJustBeingKilled_NewOneIsLaunchedBesideIt()
    {
        var fleet = TestFleet.Running("cluster-0").Signal("cluster-0#1", WorkerSignal.Unresponsive);
        _ = fleet.Did();
        fleet.Restart("r", false, 2, "cluster-0").Did().ShouldBe(["launch cluster-0#2 of generation 2"]);
        fleet.GetReady("cluster-0#2").Did().ShouldBeEmpty();
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldBe(["activate cluster-0#2"]);
    }

    [Fact]
    public void Restart_NewWorkerDiesWhenOldOneWasToldToStop_IsAnOrdinaryLossOfTheNewCode()
    {
        var fleet = TestFleet.Running("cluster-0").Restart("r", false, 2, "cluster-0").GetReady("cluster-0#2");
        fleet.Signal("cluster-0#1", WorkerSignal.Drained).Signal("cluster-0#2", WorkerSignal.Activated).Pass(3.1);
        _ = fleet.Did();
        fleet.Signal("cluster-0#2", WorkerSignal.Exited).Signal("cluster-0#1", WorkerSignal.Exited).Did()
            .ShouldBe(["route cluster-0 to nobody", "Succeeded: 1 slot was restarted.", "launch cluster-0#3 of generation 2"]);
    }

    [Fact]
    public void Restart_OldWarmWorkerDies_IsNoLoss()
    {
        var fleet = TestFleet.Running("cluster-0").Restart("r", false, 2, "cluster-0").GetReady("cluster-0#2");
        fleet.Signal("cluster-0#1", WorkerSignal.Drained).Signal("cluster-0#2", WorkerSignal.Activated).Signal("cluster-0#1", WorkerSignal.Exited);
        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Succeeded);
        fleet.Slot("cluster-0").Attempt.ShouldBe(0);
    }

    [Fact]
    public void Restart_OldWorkerStillStarting_WhicheverIsReadyFirstGoesLive()
    {
        var fleet = new TestFleet("cluster-0").Restart("r", false, 2, "cluster-0");
        fleet.GetReady("cluster-0#2").Did().ShouldBe(["launch cluster-0#1 of generation 1", "launch cluster-0#2 of generation 2", "activate cluster-0#2"]);
        fleet.Signal("cluster-0#2", WorkerSignal.Activated).Pass(3.1).Did().ShouldBe(["route cluster-0 to cluster-0#2", "kill cluster-0#1"]);
        fleet.Signal("cluster-0#1", WorkerSignal.LaunchFailed);
        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Succeeded);
    }

    [Fact]
    public void Restart_SlotInQuarantine_IsLaunchedAtOnce()
    {
        var fleet = new TestFleet("cluster-0").Signal("cluster-0#1", WorkerSignal.LaunchFailed, permanent: true);
        fleet.Slot("cluster-0").Quarantined.ShouldBeTrue();
        _ = fleet.Did();
        fleet.Restart("r", false, 2, "cluster-0").Did().ShouldBe(["launch cluster-0#2 of generation 2"]);
        fleet.Slot("cluster-0").Quarantined.ShouldBeFalse();
        fleet.GetReady("cluster-0#2").Signal("cluster-0#2", WorkerSignal.Activated);
        fleet.LastOperation!.Message.ShouldBe("1 slot was restarted.");
    }

    [Fact]
    public void Restart_SlotWithoutWorkerFailsAgain_FailsTheOperation()
    {
        var fleet = new TestFleet("cluster-0").Signal("cluster-0#1", WorkerSignal.LaunchFailed, permanent: true).Restart("r", false, 2, "cluster-0");
        fleet.Signal("cluster-0#2", WorkerSignal.LaunchFailed, permanent: true);
        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Failed);
        fleet.Slot("cluster-0").Quarantined.ShouldBeTrue();
    }

    [Fact]
    public void Restart_SurgeOfTwo_WorksOnTwoSlots()
    {
        var spec = TestFleet.Wanting("cluster-0", "cluster-1", "cluster-2") with { Rollout = new RolloutSpec { Surge = 2 } };
        var fleet = new TestFleet(spec).BringUp("cluster-0#1", "cluster-1#1", "cluster-2#1").Restart("r", false, 2, "cluster-0", "cluster-1", "cluster-2");
        fleet.Did().ShouldBe(["launch cluster-0#2 of generation 2", "launch cluster-1#2 of generation 2"]);

        // The other that is under way goes to its end; no further one is begun.
        fleet.Signal("cluster-0#2", WorkerSignal.LaunchFailed).Did().ShouldBeEmpty();
        Replace(fleet, "cluster-1#1", "cluster-1#2");
        fleet.LastOperation!.Slots.Select(step => step.Progress).ShouldBe([SlotProgress.Failed, SlotProgress.Done, SlotProgress.Skipped]);
    }

    [Fact]
    public void Restart_WithNotice_TheNewOneWaitsBeforeItTakesOver()
    {
        var fleet = WithNotice().GetReady("cluster-0#2").Pass(59.9);
        fleet.Did().ShouldBe(["launch cluster-0#2 of generation 2"]);
        fleet.Pass(0.1).Did().ShouldBe(["hand over cluster-0#1 to cluster-0#2"]);
    }

    [Fact]
    public void Restart_AbortedWithinTheNotice_SendsTheNewOneAway()
    {
        var fleet = WithNotice().GetReady("cluster-0#2").Pass(5);
        fleet.Order(new Orders.SteerOrder("a", "r", Orders.Steer.Abort));
        fleet.Did()[1..].ShouldBe(["stop cluster-0#2: RolledBack"]);
        fleet.Signal("cluster-0#2", WorkerSignal.Exited);
        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Aborted);
        fleet.LastOperation.Message.ShouldBe("It was aborted: 0 slots were restarted, 2 slots were not.");
        fleet.Slot("cluster-0").Route.ShouldBe(WorkerName.Parse("cluster-0#1"));
        fleet.WakeAt.ShouldBeNull();
    }

    [Fact]
    public void Replacement_OfOneThatIsStuck_WaitsForNoNotice()
    {
        var fleet = WithNotice(restarts: false).Examine("cluster-0#1", Fleet.Planning.Liveness.Ailment.Stuck, "handlers wait for 60 s");
        fleet.GetReady("cluster-0#2").Did().ShouldContain("hand over cluster-0#1 to cluster-0#2");
    }

    private static TestFleet WithNotice(bool restarts = true)
    {
        var spec = TestFleet.Wanting("cluster-0", "cluster-1") with { Rollout = new RolloutSpec { Notice = TimeSpan.FromMinutes(1) } };
        var fleet = new TestFleet(spec).BringUp("cluster-0#1", "cluster-1#1");
        return restarts ? fleet.Restart("r", false, 2, "cluster-0", "cluster-1") : fleet;
    }

    [Fact]
    public void Restart_SlotStoppedByOrder_IsSkipped()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1").Order(new Orders.StopSlotsOrder("s", [SlotName.Cluster(0)]));
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Restart("r", false, 2, "cluster-0", "cluster-1");
        Replace(fleet, "cluster-1#1", "cluster-1#2");
        fleet.LastOperation!.Message.ShouldBe("1 slot was restarted; 1 slot was left out, being stopped.");
    }

    [Fact]
    public void Restart_OtherSlotLostMeanwhile_IsSupervised()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1").Restart("r", false, 2, "cluster-0");
        fleet.Signal("cluster-1#1", WorkerSignal.Exited).Did().ShouldContain("launch cluster-1#2 of generation 1");
    }

    private static SlotProgress? Progress(TestFleet fleet, string slot) => fleet.Snapshot.Operation?.Find(SlotName.Parse(slot))?.Progress;

    private static void Replace(TestFleet fleet, string old, string successor) =>
        fleet.GetReady(successor).Signal(old, WorkerSignal.Drained).Signal(successor, WorkerSignal.Activated).Pass(3.1).Signal(old, WorkerSignal.Exited);

    private static void FailNew(TestFleet fleet, string how)
    {
        const string Old = "cluster-0#1", New = "cluster-0#2";
        switch (how)
        {
            case "exits": fleet.Signal(New, WorkerSignal.Launched); break;
            case "cannot be launched": fleet.Signal(New, WorkerSignal.LaunchFailed, "exit code 1"); return;
            case "fails to start": fleet.Signal(New, WorkerSignal.Joined).Signal(New, WorkerSignal.StartFailed, "no token"); break;
            case "is too slow": fleet.Signal(New, WorkerSignal.Joined).Pass(60.1); break;
            case "dies while the old one drains":
                fleet.GetReady(New).Signal(New, WorkerSignal.Exited, "exit code 1").Signal(Old, WorkerSignal.Drained).Signal(Old, WorkerSignal.Activated);
                return;
            case "dies when the old one has drained": fleet.GetReady(New).Signal(Old, WorkerSignal.Drained); break;
            case "fails to activate": fleet.GetReady(New).Signal(Old, WorkerSignal.Drained).Signal(New, WorkerSignal.ActivateFailed, "no token"); break;
            case "activates too slowly": fleet.GetReady(New).Signal(Old, WorkerSignal.Drained).Pass(10.1); break;
            default: fleet.GetReady(New).Signal(Old, WorkerSignal.Drained).Signal(New, WorkerSignal.Activated).Pass(1); break;
        }
        fleet.Signal(New, WorkerSignal.Exited, "exit code 1").Signal(Old, WorkerSignal.Activated);
    }
}

using Fleet.Planning.Liveness;
using Fleet.Planning.Operations;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Rollout;

public sealed class ReplacementPlannerTests
{
    private const string Waits = "work has waited in its thread pool for 61 s";
    private const string Big = "it has 300 MiB, above its limit of 256 MiB";

    [Theory]
    [InlineData(Ailment.Stuck, "cluster-0#1 is stuck: " + Waits)]
    [InlineData(Ailment.Bloated, "cluster-0#1 has too much memory: " + Waits)]
    public void Worker_AilingAndServing_IsReplacedByHandoverWithItsOwnCode(Ailment ailment, string reason)
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1").Examine("cluster-0#1", ailment, Waits);
        fleet.Did().ShouldBe([$"replace cluster-0#1{(ailment == Ailment.Stuck ? ", leaving a dump" : "")}", "launch cluster-0#2 of generation 1"]);
        fleet.Slot("cluster-0").ReplacedFor.ShouldBe(reason);
        fleet.GetReady("cluster-0#2").Signal("cluster-0#1", WorkerSignal.Drained).Signal("cluster-0#2", WorkerSignal.Activated).Pass(3.1);
        fleet.Did().ShouldBe(["hand over cluster-0#1 to cluster-0#2", "activate cluster-0#2 with the state of cluster-0#1", "route cluster-0 to cluster-0#2", "stop cluster-0#1: Replaced"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldBe(["Succeeded: 1 slot was restarted."]);
        fleet.LastOperation!.Id.ShouldBe("replace-cluster-0-2");
        fleet.Slot("cluster-0").Attempt.ShouldBe(0, "a replacement is no loss");
    }

    [Fact]
    public void Worker_Behind_IsLeftAlone()
    {
        var fleet = TestFleet.Running("cluster-0").Examine("cluster-0#1", Ailment.Behind, Waits);
        fleet.Did().ShouldBeEmpty();
        fleet.Worker("cluster-0#1")!.Behind.ShouldBe(Waits);
        fleet.Examine("cluster-0#1", Ailment.Behind, null).Worker("cluster-0#1")!.Behind.ShouldBeNull();
    }

    [Fact]
    public void Worker_StuckThatDoesNotDrain_IsKilledWithADump()
    {
        var fleet = TestFleet.Running("cluster-0").Examine("cluster-0#1", Ailment.Stuck, Waits).GetReady("cluster-0#2");
        _ = fleet.Did();
        fleet.Pass(10.1).Did().ShouldBe(["kill cluster-0#1, leaving a dump"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Signal("cluster-0#2", WorkerSignal.Activated).Did()
            .ShouldBe(["activate cluster-0#2", "route cluster-0 to cluster-0#2", "Succeeded: 1 slot was restarted."]);
        fleet.Slot("cluster-0").LastFailure.ShouldBe($"cluster-0#1: it did not drain in time: {Waits}");
    }

    [Fact]
    public void Worker_Unresponsive_IsKilledWithADump_AndOvergrown_Without()
    {
        TestFleet.Running("cluster-0").Signal("cluster-0#1", WorkerSignal.Unresponsive).Did().ShouldContain("kill cluster-0#1, leaving a dump");
        var fleet = TestFleet.Running("cluster-0").Signal("cluster-0#1", WorkerSignal.Overgrown, Big);
        fleet.Did().ShouldContain("kill cluster-0#1");
        fleet.Signal("cluster-0#1", WorkerSignal.Exited, "exit code 137").Did().ShouldContain("launch cluster-0#2 of generation 1");
        fleet.Slot("cluster-0").LastFailure.ShouldBe($"cluster-0#1: it has too much memory: {Big} (exit code 137)");
    }

    [Fact]
    public void Workers_SeveralAiling_AreReplacedOneAfterTheOther()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1").Examine("cluster-1#1", Ailment.Bloated, Big).Examine("cluster-0#1", Ailment.Bloated, Big);
        fleet.Did().ShouldBe(["replace cluster-1#1", "launch cluster-1#2 of generation 1"]);
        Replace(fleet, "cluster-1");
        fleet.Did().ShouldContain("replace cluster-0#1");
    }

    [Fact]
    public void Worker_AilingDuringAnOperation_WaitsForItsEnd()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1").Restart("r", false, 2, "cluster-1");
        _ = fleet.Did();
        fleet.Examine("cluster-0#1", Ailment.Stuck, Waits).Did().ShouldBeEmpty();
        Replace(fleet, "cluster-1");
        fleet.Did().ShouldContain("replace cluster-0#1, leaving a dump");
    }

    [Fact]
    public void Worker_BloatedAgain_WaitsForThePause()
    {
        var fleet = TestFleet.Running("cluster-0").Examine("cluster-0#1", Ailment.Bloated, Big);
        Replace(fleet, "cluster-0");
        _ = fleet.Did();
        fleet.Examine("cluster-0#2", Ailment.Bloated, Big).Did().ShouldBeEmpty();
        fleet.Pass(500).Did().ShouldBeEmpty();
        fleet.Pass(100).Did().ShouldContain("replace cluster-0#2");
    }

    [Fact]
    public void Worker_BloatedAgainAndWellAgain_IsLeftAlone()
    {
        var fleet = TestFleet.Running("cluster-0").Examine("cluster-0#1", Ailment.Bloated, Big);
        Replace(fleet, "cluster-0");
        _ = fleet.Did();
        fleet.Examine("cluster-0#2", Ailment.Bloated, Big).Examine("cluster-0#2", Ailment.Bloated, null).Pass(1000).Did().ShouldBeEmpty();
    }

    [Fact]
    public void Worker_StuckWhoseSuccessorFails_IsNotReplacedAgainButKilledInTheEnd()
    {
        var fleet = TestFleet.Running("cluster-0").Examine("cluster-0#1", Ailment.Stuck, Waits);
        fleet.Signal("cluster-0#2", WorkerSignal.Exited, "exit code 1");
        fleet.Did().ShouldBe(["replace cluster-0#1, leaving a dump", "launch cluster-0#2 of generation 1", "Failed: cluster-0#2 did not become ready: its process ended: exit code 1; cluster-0#1 keeps serving."]);
        fleet.Pass(3600).Did().ShouldBeEmpty();
        fleet.Signal("cluster-0#1", WorkerSignal.Unresponsive).Signal("cluster-0#1", WorkerSignal.Exited).Did()
            .ShouldBe(["kill cluster-0#1, leaving a dump", "route cluster-0 to nobody", "launch cluster-0#3 of generation 1"]);
    }

    [Fact]
    public void Worker_StuckAfterItsPredecessorWasReplaced_IsReplacedToo()
    {
        var fleet = TestFleet.Running("cluster-0").Examine("cluster-0#1", Ailment.Stuck, Waits);
        Replace(fleet, "cluster-0");
        _ = fleet.Did();
        fleet.Examine("cluster-0#2", Ailment.Stuck, Waits).Did().ShouldContain("replace cluster-0#2, leaving a dump");
    }

    [Fact]
    public void Worker_OfAPinnedSlot_IsStoppedBeforeItsSuccessorStarts()
    {
        var fleet = new TestFleet(new FleetSpec { Slots = [new SlotSpec(SlotName.Service("door"), Pinned: true, WorkAssignment.None)] }).BringUp("door#1");
        fleet.Examine("door#1", Ailment.Bloated, Big).Did().ShouldBe(["replace door#1 hard", "stop door#1: Ordered"]);
        fleet.Signal("door#1", WorkerSignal.Exited).Did().ShouldContain("launch door#2 of generation 1");
    }

    [Theory]
    [InlineData(WorkerPhase.Starting)]
    [InlineData(WorkerPhase.Ready)]
    public void Worker_AilingBeforeItServes_IsReplacedOnlyWhenItDoes(WorkerPhase phase)
    {
        var fleet = new TestFleet("cluster-0").Signal("cluster-0#1", WorkerSignal.Launched).Signal("cluster-0#1", WorkerSignal.Joined);
        if (phase == WorkerPhase.Ready) fleet.Signal("cluster-0#1", WorkerSignal.Ready);
        _ = fleet.Did();
        fleet.Examine("cluster-0#1", Ailment.Stuck, Waits).Did().ShouldBeEmpty();
        if (phase == WorkerPhase.Starting) fleet.Signal("cluster-0#1", WorkerSignal.Ready);
        fleet.Signal("cluster-0#1", WorkerSignal.Activated).Did().ShouldContain("replace cluster-0#1, leaving a dump");
    }

    [Fact]
    public void Worker_UnknownOrGone_IsNotExamined()
    {
        var fleet = TestFleet.Running("cluster-0");
        var before = fleet.Snapshot;
        fleet.Examine("cluster-0#9", Ailment.Stuck, Waits).Examine("nobody#1", Ailment.Stuck, Waits).Snapshot.ShouldBeSameAs(before);
    }

    [Fact]
    public void Order_DuringAReplacement_IsRefusedByItsName()
    {
        var fleet = TestFleet.Running("cluster-0").Examine("cluster-0#1", Ailment.Bloated, Big).Restart("r", false, 2, "cluster-0");
        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Refused);
        fleet.LastOperation.Message.ShouldContain("replace-cluster-0-2 is running");
    }

    private static void Replace(TestFleet fleet, string slot) =>
        fleet.GetReady($"{slot}#2").Signal($"{slot}#1", WorkerSignal.Drained).Signal($"{slot}#2", WorkerSignal.Activated).Pass(3.1).Signal($"{slot}#1", WorkerSignal.Exited);
}

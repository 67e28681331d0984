using Fleet.Planning.Operations;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Rollout;

public sealed class SlotOrderTests
{
    private static readonly SlotName Cluster = SlotName.Cluster(0);

    [Fact]
    public void StopHard_KillsAtOnce_AlsoOneThatIsStopping_AndIsNoLoss()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1").Order(new StopSlotsOrder("s", [Cluster]) { Hard = true });
        fleet.Did().ShouldBe(["kill cluster-0#1", "route cluster-0 to nobody"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldContain("Succeeded: 1 slot was stopped.");
        fleet.Slot("cluster-0").Losses.ShouldBeEmpty();

        fleet.Order(new StartSlotsOrder("a", [Cluster])).BringUp("cluster-0#2");
        fleet.Order(new StopSlotsOrder("b", [Cluster])).Did().ShouldBe(["stop cluster-0#2: Ordered"]);
    }

    [Fact]
    public void StopSlots_RunningSlot_StaysStopped()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1").Order(new StopSlotsOrder("s", [Cluster]));
        fleet.Did().ShouldBe(["stop cluster-0#1: Ordered"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Pass(1_000).Did().ShouldBe(["Succeeded: 1 slot was stopped.", "route cluster-0 to nobody"]);
        fleet.Slot("cluster-0").Wanted.ShouldBeFalse();
        fleet.Slot("cluster-0").Losses.ShouldBeEmpty();
    }

    [Fact]
    public void StopSlots_SlotInBackoff_IsDoneAtOnce()
    {
        var fleet = new TestFleet("cluster-0").Signal("cluster-0#1", WorkerSignal.LaunchFailed).Signal("cluster-0#2", WorkerSignal.LaunchFailed);
        _ = fleet.Did();
        fleet.Order(new StopSlotsOrder("s", [Cluster])).Pass(100).Did().ShouldBe(["Succeeded: 1 slot was stopped."]);
    }

    [Fact]
    public void StartSlots_StoppedSlot_Starts()
    {
        var fleet = TestFleet.Running("cluster-0").Order(new StopSlotsOrder("s", [Cluster])).Signal("cluster-0#1", WorkerSignal.Exited);
        _ = fleet.Did();
        fleet.Order(new StartSlotsOrder("t", [Cluster])).Did().ShouldBe(["launch cluster-0#2 of generation 1"]);
        fleet.GetReady("cluster-0#2").Signal("cluster-0#2", WorkerSignal.Activated);
        fleet.LastOperation!.Message.ShouldBe("1 slot was started.");
        fleet.Slot("cluster-0").Restarts.ShouldBe(0);
    }

    [Fact]
    public void StartSlots_FirstAttemptFails_FailsAndGoesOnTrying()
    {
        var fleet = TestFleet.Running("cluster-0").Order(new StopSlotsOrder("s", [Cluster])).Signal("cluster-0#1", WorkerSignal.Exited);
        fleet.Order(new StartSlotsOrder("t", [Cluster])).Signal("cluster-0#2", WorkerSignal.LaunchFailed, "no such file");
        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Failed);
        fleet.LastOperation.Message.ShouldStartWith("cluster-0#2 did not become ready: its process could not be started: no such file;");
        fleet.Worker("cluster-0#3").ShouldNotBeNull();
    }

    [Fact]
    public void StartSlots_RunningSlot_IsDoneAtOnce()
    {
        var fleet = TestFleet.Running("cluster-0").Order(new StartSlotsOrder("t", [Cluster]));
        fleet.Did().ShouldBe(["Succeeded: 1 slot was started."]);
    }

    [Fact]
    public void StartSlots_SlotInQuarantine_LiftsIt()
    {
        var fleet = new TestFleet("cluster-0").Signal("cluster-0#1", WorkerSignal.LaunchFailed, permanent: true);
        _ = fleet.Did();
        fleet.Order(new StartSlotsOrder("t", [Cluster])).Did().ShouldBe(["launch cluster-0#2 of generation 1"]);
        fleet.Slot("cluster-0").Quarantined.ShouldBeFalse();
    }

    [Fact]
    public void Order_WhileAnotherRuns_IsRefusedNamingIt()
    {
        var fleet = TestFleet.Running("cluster-0").Restart("first", false, 2, "cluster-0").Restart("second", true, 3, "cluster-0");
        var refused = fleet.Snapshot.FindOperation("second")!;
        refused.Outcome.ShouldBe(OperationOutcome.Refused);
        refused.Message.ShouldBe("The soft restart first is running: give the order again when it has ended.");
        fleet.Snapshot.Operation!.Id.ShouldBe("first");
        fleet.Snapshot.Generation.ShouldBe(2);
    }

    [Fact]
    public void Order_UnknownOrNoSlot_IsRefused()
    {
        var fleet = TestFleet.Running("cluster-0").Restart("a", false, 2, "cluster-7").Restart("b", false, 2);
        fleet.Snapshot.FindOperation("a")!.Message.ShouldBe("There is no slot cluster-7.");
        fleet.Snapshot.FindOperation("b")!.Message.ShouldBe("The order names no slot.");
    }

    [Fact]
    public void Order_GivenTwice_IsOneOrder()
    {
        var fleet = TestFleet.Running("cluster-0").Restart("r", false, 2, "cluster-0");
        var before = fleet.Snapshot;
        fleet.Restart("r", false, 2, "cluster-0").Snapshot.ShouldBeSameAs(before);
    }

    [Fact]
    public void LastOperations_ManyOrders_AreBounded()
    {
        var fleet = TestFleet.Running("cluster-0");
        for (var i = 0; i < 50; i++) fleet.Order(new StartSlotsOrder($"t{i}", [Cluster]));
        fleet.Snapshot.LastOperations.Length.ShouldBe(FleetSnapshot.OperationsKept);
        fleet.LastOperation!.Id.ShouldBe("t49");
    }
}

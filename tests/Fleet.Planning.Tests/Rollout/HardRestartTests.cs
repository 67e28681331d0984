using Fleet.Planning.Operations;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Rollout;

public sealed class HardRestartTests
{
    [Fact]
    public void Restart_Hard_StopsThenLaunchesSlotBySlot()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1").Restart("r", true, 2, "cluster-0", "cluster-1");
        fleet.Did().ShouldBe(["stop cluster-0#1: Ordered"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldBe(["launch cluster-0#2 of generation 2", "route cluster-0 to nobody"]);
        fleet.GetReady("cluster-0#2").Did().ShouldBe(["activate cluster-0#2"]);
        fleet.Signal("cluster-0#2", WorkerSignal.Activated).Did().ShouldBe(["route cluster-0 to cluster-0#2", "stop cluster-1#1: Ordered"]);
        fleet.Slot("cluster-0").Attempt.ShouldBe(0);
        fleet.Slot("cluster-0").Generation.ShouldBe(2);
        fleet.Signal("cluster-1#1", WorkerSignal.Exited).BringUp("cluster-1#2");
        fleet.LastOperation!.Message.ShouldBe("2 slots were restarted.");
    }

    [Fact]
    public void Restart_OldWorkerDoesNotStop_IsKilledAndNoLoss()
    {
        var fleet = TestFleet.Running("cluster-0").Restart("r", true, 2, "cluster-0");
        _ = fleet.Did();
        fleet.Pass(10.1).Did().ShouldBe(["kill cluster-0#1", "route cluster-0 to nobody"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldBe(["launch cluster-0#2 of generation 2"]);
        fleet.Slot("cluster-0").Attempt.ShouldBe(0);
    }

    [Fact]
    public void Restart_NewWorkerFails_OldCodeIsStartedAgain()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1").Restart("r", true, 2, "cluster-0", "cluster-1").Signal("cluster-0#1", WorkerSignal.Exited);
        _ = fleet.Did();
        fleet.Signal("cluster-0#2", WorkerSignal.Exited).Did().ShouldContain("launch cluster-0#3 of generation 1");
        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Failed);
        fleet.LastOperation.Message.ShouldBe("cluster-0#2 did not become ready: its process ended; cluster-0 is restarted as after any loss, with generation 1; 1 slot was not restarted.");
    }

    [Fact]
    public void Restart_WorkerNotJoinedYet_IsKilled()
    {
        var fleet = new TestFleet("cluster-0").Restart("r", true, 2, "cluster-0");
        fleet.Did().ShouldBe(["launch cluster-0#1 of generation 1", "kill cluster-0#1"]);
        fleet.Signal("cluster-0#1", WorkerSignal.LaunchFailed).Did().ShouldBe(["launch cluster-0#2 of generation 2"]);
        fleet.Slot("cluster-0").LastFailure.ShouldBeNull();
    }
}

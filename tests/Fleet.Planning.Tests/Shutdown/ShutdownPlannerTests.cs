using Fleet.Planning.Operations;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Shutdown;

public sealed class ShutdownPlannerTests
{
    [Fact]
    public void Shutdown_RunningFleet_StopsClustersThenServices()
    {
        var fleet = TestFleet.Running("stats", "cluster-0", "cluster-1").Order(new ShutdownOrder("x"));
        fleet.Did().ShouldBe(["stop within 20 s", "stop cluster-0#1: Shutdown", "stop cluster-1#1: Shutdown"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldBe(["route cluster-0 to nobody"]);
        fleet.Signal("cluster-1#1", WorkerSignal.Exited).Did().ShouldBe(["stop stats#1: Shutdown", "route cluster-1 to nobody"]);
        fleet.Signal("stats#1", WorkerSignal.Exited).Did().ShouldBe(["route stats to nobody"]);
        fleet.Snapshot.Mode.ShouldBe(FleetMode.Stopped);
        fleet.WakeAt.ShouldBeNull();
    }

    [Fact]
    public void Shutdown_ClusterDoesNotStop_IsKilledInTimeForTheServicesToStopWell()
    {
        var fleet = TestFleet.Running("stats", "cluster-0").Order(new ShutdownOrder("x"));
        _ = fleet.Did();
        fleet.Pass(10.1).Did().ShouldContain("kill cluster-0#1");
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldContain("stop stats#1: Shutdown");
        fleet.Pass(10).Did().ShouldContain("kill stats#1");
        fleet.Signal("stats#1", WorkerSignal.Exited).Snapshot.Mode.ShouldBe(FleetMode.Stopped);
    }

    [Fact]
    public void Shutdown_ClusterCannotBeKilled_EverythingElseIsKilledAtTheDeadline()
    {
        var fleet = TestFleet.Running("stats", "cluster-0").Order(new ShutdownOrder("x"));
        fleet.Pass(20.1).Did().ShouldContain("kill stats#1");
    }

    [Fact]
    public void Shutdown_OperationRuns_EndsItAsFailed()
    {
        var fleet = TestFleet.Running("cluster-0").Restart("r", false, 2, "cluster-0").GetReady("cluster-0#2");
        _ = fleet.Did();
        fleet.Order(new ShutdownOrder("x")).Did().ShouldBe(
            ["Failed: The fleet is stopping.", "stop within 20 s", "stop cluster-0#1: Shutdown", "stop cluster-0#2: Shutdown", "route cluster-0 to nobody"]);
        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Failed);
        fleet.Slot("cluster-0").Holding.ShouldBeFalse();
    }

    [Fact]
    public void Shutdown_ServiceIsHandingOver_ItsHeldFramesAreRefusedAtOnce()
    {
        var fleet = TestFleet.Running("stats", "cluster-0").Restart("r", false, 2, "stats").GetReady("stats#2");
        fleet.Order(new ShutdownOrder("x")).Did().ShouldContain("route stats to nobody");
        fleet.Slot("stats").Holding.ShouldBeFalse();
        fleet.Slot("stats").Workers.Length.ShouldBe(2);
    }

    [Fact]
    public void Shutdown_Forced_KillsEverythingNow()
    {
        var fleet = TestFleet.Running("stats", "cluster-0").Order(new ForceShutdownOrder("x"));
        fleet.Did().ShouldBe(["kill stats#1", "kill cluster-0#1", "route stats to nobody", "route cluster-0 to nobody"], ignoreOrder: true);
        fleet.Signal("stats#1", WorkerSignal.Exited).Signal("cluster-0#1", WorkerSignal.Exited);
        fleet.Snapshot.Mode.ShouldBe(FleetMode.Stopped);
    }

    [Fact]
    public void Shutdown_ForcedAfterwards_KillsWhatIsStopping()
    {
        var fleet = TestFleet.Running("cluster-0").Order(new ShutdownOrder("x"));
        _ = fleet.Did();
        fleet.Order(new ForceShutdownOrder("y")).Did().ShouldContain("kill cluster-0#1");
    }

    [Fact]
    public void Shutdown_NothingLives_HasStoppedAtOnce()
    {
        var fleet = new TestFleet(TestFleet.Wanting()).Order(new ShutdownOrder("x"));
        fleet.Snapshot.Mode.ShouldBe(FleetMode.Stopped);
        fleet.Did().ShouldBeEmpty();
    }

    [Fact]
    public void Shutdown_WorkerWaitsForBackoff_IsNotLaunchedAnyMore()
    {
        var fleet = new TestFleet("cluster-0").Signal("cluster-0#1", WorkerSignal.LaunchFailed).Signal("cluster-0#2", WorkerSignal.LaunchFailed);
        _ = fleet.Did();
        fleet.Order(new ShutdownOrder("x")).Pass(100).Did().ShouldBeEmpty();
    }

    [Fact]
    public void Order_WhileStopping_IsRefused()
    {
        var fleet = TestFleet.Running("cluster-0").Order(new ShutdownOrder("x")).Restart("r", false, 2, "cluster-0");
        fleet.Snapshot.FindOperation("r")!.Message.ShouldBe("The fleet is stopping.");
    }
}

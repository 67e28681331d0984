using Fleet.Planning.Layouts;
using Fleet.Planning.Operations;
using Fleet.Planning.Orders;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Rollout;

public sealed class ReshardTests
{
    [Fact]
    public void Reshard_NothingFails_TurnsOnceAllAreReady_AndActivatesOnceAllHaveDrained()
    {
        var fleet = Running(clusters: 2, shards: 4).Order(Reshard("r", clusters: 3, shards: 4));
        fleet.Did().ShouldBe(["launch cluster-0#2 of generation 1"]);
        fleet.GetReady("cluster-0#2").Did().ShouldBe(["launch cluster-1#2 of generation 1"]);
        fleet.GetReady("cluster-1#2").Did().ShouldBe(["launch cluster-2#1 of generation 1"]);
        fleet.GetReady("cluster-2#1").Did().ShouldBe(["turn to layout 2, draining cluster-0#1 cluster-1#1"]);
        fleet.Snapshot.Layout.Clusters[SlotName.Cluster(0)].Shards.ShouldBe([0, 1]);
        fleet.Snapshot.Layout.Clusters[SlotName.Cluster(2)].Shards.ShouldBe([3]);

        fleet.Signal("cluster-0#1", WorkerSignal.Drained).Did().ShouldBeEmpty();
        fleet.Signal("cluster-1#1", WorkerSignal.Drained).Did().ShouldBe(
        [
            "activate cluster-0#2 with the state of cluster-0#1",
            "activate cluster-1#2 with the state of cluster-1#1",
            "activate cluster-2#1 with the states of cluster-1#1",
        ]);
        fleet.Signal("cluster-0#2", WorkerSignal.Activated).Signal("cluster-1#2", WorkerSignal.Activated).Signal("cluster-2#1", WorkerSignal.Activated).Did()
            .ShouldBe(["route cluster-0 to cluster-0#2", "route cluster-1 to cluster-1#2", "route cluster-2 to cluster-2#1"]);
        fleet.Pass(2.9).Did().ShouldBeEmpty();
        fleet.Pass(0.2).Did().ShouldBe(["stop cluster-0#1: Replaced", "stop cluster-1#1: Replaced"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Signal("cluster-1#1", WorkerSignal.Exited).Did().ShouldBe(["Succeeded: 3 clusters serve layout 2, in place of 2."]);
    }

    [Fact]
    public void Reshard_WithNotice_TurnsThatLongAfterTheLastIsReady()
    {
        var fleet = Running(clusters: 2, shards: 2, new RolloutSpec { Notice = TimeSpan.FromSeconds(5) }).Order(Reshard("r", clusters: 1, shards: 2));
        fleet.Did();
        fleet.GetReady("cluster-0#2").Did().ShouldBeEmpty();
        fleet.Pass(4.9).Did().ShouldBeEmpty();
        fleet.Pass(0.1).Did().ShouldBe(["turn to layout 2, draining cluster-0#1 cluster-1#1"]);
    }

    [Fact]
    public void Reshard_ToFewerClusters_ForgetsThoseThatGo_AndNeverUsesAWorkersNameAgain()
    {
        var fleet = Running(clusters: 3, shards: 3).Order(Reshard("down", clusters: 1, shards: 3)).GetReady("cluster-0#2");
        foreach (var old in new[] { "cluster-0#1", "cluster-1#1", "cluster-2#1" }) fleet.Signal(old, WorkerSignal.Drained);
        fleet.Signal("cluster-0#2", WorkerSignal.Activated).Pass(4);
        fleet.Snapshot.Operation!.Slots.Select(step => step.Progress).ShouldBe([SlotProgress.Done, SlotProgress.Stopping, SlotProgress.Stopping]);
        foreach (var old in new[] { "cluster-0#1", "cluster-1#1", "cluster-2#1" }) fleet.Signal(old, WorkerSignal.Exited);

        fleet.LastOperation!.Slots.Select(step => step.Progress).ShouldAllBe(progress => progress == SlotProgress.Done);
        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Succeeded);
        fleet.Snapshot.Slots.Keys.ShouldBe([SlotName.Cluster(0)]);
        fleet.Did();
        fleet.Order(Reshard("up", clusters: 2, shards: 3)).GetReady("cluster-0#3").Did().ShouldBe(["launch cluster-0#3 of generation 1", "launch cluster-1#2 of generation 1"]);
    }

    [Fact]
    public void Reshard_NewWorkerLostBeforeTheTurn_ChangesNothing()
    {
        var fleet = Running(clusters: 2, shards: 2).Order(Reshard("r", clusters: 3, shards: 2)).GetReady("cluster-0#2");
        fleet.Did();

        fleet.Signal("cluster-1#2", WorkerSignal.Launched).Signal("cluster-1#2", WorkerSignal.Exited, "exit code 1").Did().ShouldBe(["stop cluster-0#2: RolledBack"]);
        fleet.Signal("cluster-0#2", WorkerSignal.Exited).Did().ShouldBe(["Failed: cluster-1#2 did not become ready: its process ended: exit code 1. The old layout stays."]);

        fleet.Snapshot.Slots.Keys.ShouldBe([SlotName.Cluster(0), SlotName.Cluster(1)]);
        fleet.Slot("cluster-1").Route.ShouldBe(WorkerName.Parse("cluster-1#1"));
        fleet.Slot("cluster-1").Attempt.ShouldBe(0);
        fleet.Pass(600).Did().ShouldBeEmpty();
    }

    [Fact]
    public void Reshard_NewWorkerLostJustAfterTheTurn_TurnsBack()
    {
        var fleet = Running(clusters: 2, shards: 2).Order(Reshard("r", clusters: 1, shards: 2)).GetReady("cluster-0#2").Signal("cluster-0#1", WorkerSignal.Drained).Signal("cluster-1#1", WorkerSignal.Drained);
        fleet.Signal("cluster-0#2", WorkerSignal.Activated);
        fleet.Did();

        fleet.Signal("cluster-0#2", WorkerSignal.Exited, "exit code 1").Did().ShouldBe(
            ["turn to layout 1, draining ", "Failed: cluster-0#2 was lost just after it had taken over: its process ended: exit code 1. The old layout is back.", "activate cluster-0#1", "activate cluster-1#1"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Activated).Signal("cluster-1#1", WorkerSignal.Activated).Did().ShouldBe(["route cluster-0 to cluster-0#1", "route cluster-1 to cluster-1#1"]);
    }

    [Fact]
    public void Reshard_NewWorkerLostLater_IsALossLikeAnyOther()
    {
        var fleet = Running(clusters: 1, shards: 2).Order(Reshard("r", clusters: 2, shards: 2)).GetReady("cluster-0#2").GetReady("cluster-1#1").Signal("cluster-0#1", WorkerSignal.Drained);
        fleet.Signal("cluster-0#2", WorkerSignal.Activated).Signal("cluster-1#1", WorkerSignal.Activated).Pass(4);
        fleet.Did().ShouldContain("stop cluster-0#1: Replaced");

        fleet.Signal("cluster-1#1", WorkerSignal.Exited, "exit code 1").Did().ShouldContain("launch cluster-1#2 of generation 1");
        fleet.Signal("cluster-0#1", WorkerSignal.Exited);

        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Succeeded);
    }

    [Fact]
    public void Reshard_OldWorkerLostWhileTheNewOnesStart_IsRestartedInTheOldLayout()
    {
        var fleet = Running(clusters: 2, shards: 2).Order(Reshard("r", clusters: 3, shards: 2));
        fleet.Did();

        fleet.Signal("cluster-1#1", WorkerSignal.Exited, "exit code 1").Did().ShouldBe(["route cluster-1 to nobody", "launch cluster-1#2 of generation 1"], ignoreOrder: true);

        fleet.Worker("cluster-1#2")!.Layout.ShouldBe(1);
    }

    [Fact]
    public void Reshard_Paused_StartsNobodyAndDoesNotTurn()
    {
        var fleet = Running(clusters: 1, shards: 2).Order(Reshard("r", clusters: 2, shards: 2)).Order(new SteerOrder("p", "r", Steer.Pause));
        fleet.Did();
        fleet.GetReady("cluster-0#2").Did().ShouldBeEmpty();

        fleet.Order(new SteerOrder("g", "r", Steer.Resume)).Did().ShouldBe(["launch cluster-1#1 of generation 1"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reshard_Aborted_EndsInTheOldLayout(bool afterTheTurn)
    {
        var fleet = Running(clusters: 1, shards: 2).Order(Reshard("r", clusters: 2, shards: 2)).GetReady("cluster-0#2");
        if (afterTheTurn) fleet.GetReady("cluster-1#1").Signal("cluster-0#1", WorkerSignal.Drained).Signal("cluster-0#2", WorkerSignal.Activated).Signal("cluster-1#1", WorkerSignal.Activated);

        fleet.Order(new SteerOrder("a", "r", Steer.Abort));
        if (afterTheTurn)
        {
            fleet.Signal("cluster-0#2", WorkerSignal.Drained).Signal("cluster-1#1", WorkerSignal.Drained).Signal("cluster-0#1", WorkerSignal.Activated);
        }

        fleet.Signal("cluster-0#2", WorkerSignal.Exited).Signal("cluster-1#1", WorkerSignal.Exited);

        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Aborted);
        fleet.Snapshot.Layout.Number.ShouldBe(1);
        fleet.Slot("cluster-0").Route.ShouldBe(WorkerName.Parse("cluster-0#1"));
        fleet.Snapshot.Slots.Count.ShouldBe(1);
    }

    [Fact]
    public void Reshard_OfAClusterThatIsStopped_IsRefused()
    {
        var fleet = Running(clusters: 2, shards: 2).Order(new StopSlotsOrder("s", [SlotName.Cluster(1)])).Signal("cluster-1#1", WorkerSignal.Exited).Order(Reshard("r", clusters: 3, shards: 2));

        fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Refused);
        fleet.LastOperation.Message.ShouldBe("cluster-1 is stopped by order, and its shards would have nobody: start it first.");
    }

    [Fact]
    public void Service_Added_IsStarted_AndRemoved_IsForgotten()
    {
        var fleet = Running(clusters: 1, shards: 1).Order(new AddServiceOrder("a", SlotName.Service("jokes"), 2));
        fleet.Did().ShouldBe(["launch jokes#1 of generation 2"]);
        fleet.GetReady("jokes#1").Signal("jokes#1", WorkerSignal.Activated).Did().ShouldBe(["activate jokes#1", "route jokes to jokes#1", "Succeeded: 1 slot was added."]);

        fleet.Order(new AddServiceOrder("b", SlotName.Service("jokes"), 3));
        fleet.LastOperation!.Message.ShouldBe("There is a service jokes already.");

        fleet.Order(new RemoveServiceOrder("c", SlotName.Service("jokes"))).Did().ShouldBe(["stop jokes#1: Ordered"]);
        fleet.Signal("jokes#1", WorkerSignal.Exited).Did().ShouldBe(["route jokes to nobody", "Succeeded: 1 slot was removed."]);
        fleet.Snapshot.Slots.Keys.ShouldBe([SlotName.Cluster(0)]);
    }

    private static TestFleet Running(int clusters, int shards, RolloutSpec? rollout = null)
    {
        var layout = LayoutPlanner.Divide(1, clusters, shards, []);
        var spec = new FleetSpec { Slots = [.. layout.Clusters.Select(cluster => new SlotSpec(cluster.Key, false, cluster.Value))], Rollout = rollout ?? new RolloutSpec() };
        return new TestFleet(spec).BringUp([.. layout.Clusters.Keys.Select(slot => $"{slot}#1")]);
    }

    private static ReshardOrder Reshard(string id, int clusters, int shards) => new(id, LayoutPlanner.Divide(0, clusters, shards, []), 1);
}

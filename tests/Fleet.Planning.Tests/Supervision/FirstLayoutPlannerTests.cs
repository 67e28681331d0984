using Fleet.Planning.Layouts;
using Fleet.Planning.Operations;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Supervision;

/// <summary>A fleet that does not know its shards at first: services run, and clusters come when the number is known.</summary>
public sealed class FirstLayoutPlannerTests
{
    private readonly TestFleet _fleet = new(TestFleet.Wanting("gateway") with { AwaitsLayout = true });

    [Fact]
    public void Shards_Unknown_ServicesRunAlone()
    {
        _fleet.Did().ShouldBe(["launch gateway#1 of generation 1"]);
        _fleet.BringUp("gateway#1").Pass(3600).Did().ShouldBeEmpty();
    }

    [Fact]
    public void Shards_Known_ClustersComeAndStart()
    {
        _fleet.BringUp("gateway#1");

        _fleet.PlanLayout(Layout(2, 5)).Did().ShouldBe(["adopt 2 clusters", "launch cluster-0#1 of generation 1", "launch cluster-1#1 of generation 1"]);

        _fleet.Snapshot.AwaitsLayout.ShouldBeFalse();
        _fleet.Snapshot.PlannedLayout.ShouldBeNull();
        _fleet.Snapshot.AssignmentOf(_fleet.Worker("cluster-1#1")!).Shards.ShouldBe([3, 4]);
        _fleet.GetReady("cluster-0#1").Did().ShouldBe(["activate cluster-0#1"]);
    }

    [Fact]
    public void Shards_KnownBeforeTheServicesServe_ClustersStillComeAfterThem()
    {
        _ = _fleet.Did();
        _fleet.PlanLayout(Layout(1, 1)).Did().ShouldBe(["adopt 1 clusters"]);
        _fleet.GetReady("gateway#1").Signal("gateway#1", WorkerSignal.Activated).Did().ShouldContain("launch cluster-0#1 of generation 1");
    }

    [Fact]
    public void Shards_ToldAgain_ChangeNothing()
    {
        _fleet.BringUp("gateway#1").PlanLayout(Layout(2, 5));
        var before = _fleet.Snapshot;

        _fleet.PlanLayout(Layout(3, 9)).Snapshot.ShouldBeSameAs(before);
    }

    [Fact]
    public void Shards_KnownWhenTheFleetStops_NobodyStartsAnyMore()
    {
        _fleet.BringUp("gateway#1").Order(new ShutdownOrder("stop"));
        _ = _fleet.Did();

        _fleet.PlanLayout(Layout(2, 5)).Did().ShouldBeEmpty();

        _fleet.Signal("gateway#1", WorkerSignal.Exited).Snapshot.Mode.ShouldBe(FleetMode.Stopped);
    }

    [Fact]
    public void Reshard_BeforeTheShardsAreKnown_IsRefused()
    {
        _fleet.BringUp("gateway#1").Order(new ReshardOrder("r", Layout(2, 4), 1));

        _fleet.LastOperation!.Outcome.ShouldBe(OperationOutcome.Refused);
        _fleet.LastOperation.Message.ShouldBe("The fleet has no clusters yet: nobody knows how many shards there are.");
        _fleet.Snapshot.AwaitsLayout.ShouldBeTrue();
    }

    [Fact]
    public void Reshard_AfterTheShardsAreKnown_GoesItsUsualWay()
    {
        _fleet.BringUp("gateway#1").PlanLayout(Layout(1, 1)).BringUp("cluster-0#1");

        _fleet.Order(new ReshardOrder("r", Layout(2, 4), 1)).Did().ShouldBe(["launch cluster-0#2 of generation 1"]);
        _fleet.Snapshot.OtherLayout!.Number.ShouldBe(2);
    }

    [Fact]
    public void Rollout_OfServicesMeanwhile_LeavesTheClustersTheCodeTheyWerePreparedWith()
    {
        _fleet.BringUp("gateway#1").Restart("r", hard: true, generation: 2, "gateway");
        _fleet.Signal("gateway#1", WorkerSignal.Exited).BringUp("gateway#2");

        _fleet.PlanLayout(Layout(1, 1)).Did().ShouldContain("launch cluster-0#1 of generation 1");
    }

    private static FleetLayout Layout(int clusters, int shards) => LayoutPlanner.Divide(1, clusters, shards, []);
}

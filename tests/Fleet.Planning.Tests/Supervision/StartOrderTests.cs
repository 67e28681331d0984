using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Supervision;

public sealed class StartOrderTests
{
    private static readonly string[] Slots = ["cluster-1", "stats", "cluster-0", "auth"];

    [Fact]
    public void Start_Together_ServicesThenClusters()
    {
        var fleet = new TestFleet(Slots);
        fleet.Did().ShouldBe(["launch auth#1 of generation 1", "launch stats#1 of generation 1"]);
        fleet.BringUp("auth#1").Did().ShouldBeEmpty();
        fleet.GetReady("stats#1").Did().ShouldBe(["activate stats#1"]);
        fleet.Signal("stats#1", WorkerSignal.Activated).Did()
            .ShouldBe(["launch cluster-0#1 of generation 1", "route stats to stats#1", "launch cluster-1#1 of generation 1"], ignoreOrder: true);
    }

    [Fact]
    public void Start_OneByOne_EachWaitsForTheOneBefore()
    {
        var fleet = new TestFleet(TestFleet.Wanting(Slots) with { Start = new StartSpec { ServicesTogether = false, ClustersTogether = false } });
        fleet.Did().ShouldBe(["launch auth#1 of generation 1"]);
        fleet.GetReady("auth#1").Signal("auth#1", WorkerSignal.Activated).Did().ShouldContain("launch stats#1 of generation 1");
        fleet.GetReady("stats#1").Signal("stats#1", WorkerSignal.Activated).Did().ShouldContain("launch cluster-0#1 of generation 1");
        fleet.Snapshot.Slots.Values.Count(slot => slot.Workers.IsEmpty).ShouldBe(1);
        fleet.GetReady("cluster-0#1").Signal("cluster-0#1", WorkerSignal.Activated).Did().ShouldContain("launch cluster-1#1 of generation 1");
    }

    [Fact]
    public void Start_OneByOneInAGivenOrder_ThoseNamedComeFirst_TheRestByName()
    {
        var fleet = new TestFleet(TestFleet.Wanting("auth", "bank", "stats", "web", "cluster-0") with
        {
            Start = new StartSpec { ServicesTogether = false, ServiceOrder = [SlotName.Service("web"), SlotName.Service("bank")] },
        });
        fleet.Did().ShouldBe(["launch web#1 of generation 1"]);
        Serves("web#1").ShouldContain("launch bank#1 of generation 1");
        Serves("bank#1").ShouldContain("launch auth#1 of generation 1");
        Serves("auth#1").ShouldContain("launch stats#1 of generation 1");
        fleet.Slot("cluster-0").Workers.ShouldBeEmpty();
        Serves("stats#1").ShouldContain("launch cluster-0#1 of generation 1");

        string[] Serves(string worker) => fleet.GetReady(worker).Signal(worker, WorkerSignal.Activated).Did();
    }

    [Fact]
    public void Start_OneByOneWithAPause_TheNextClusterWaitsForTheEndOfIt()
    {
        var fleet = new TestFleet(TestFleet.Wanting("stats", "cluster-0", "cluster-1", "cluster-2") with { Start = new StartSpec { ClustersTogether = false, ClusterPause = TimeSpan.FromSeconds(5) } });
        fleet.BringUp("stats#1");
        fleet.GetReady("cluster-0#1").Signal("cluster-0#1", WorkerSignal.Activated).Did().ShouldNotContain("launch cluster-1#1 of generation 1");
        fleet.Pass(4.9).Did().ShouldBeEmpty();
        fleet.Pass(0.1).Did().ShouldBe(["launch cluster-1#1 of generation 1"]);
        // A start that fails is followed by the same pause, and the second attempt of its own slot does not wait for it.
        fleet.Signal("cluster-1#1", WorkerSignal.LaunchFailed).Did().ShouldBe(["launch cluster-1#2 of generation 1"]);
        fleet.Pass(5).Did().ShouldBe(["launch cluster-2#1 of generation 1"]);
    }

    [Fact]
    public void Start_OfManyAtOnce_LetsOnlySoManyJoinAtATime()
    {
        var fleet = new TestFleet(TestFleet.Wanting("a", "b", "c", "d", "e") with { Start = new StartSpec { MostJoining = 2 } });
        fleet.Did().ShouldBe(["launch a#1 of generation 1", "launch b#1 of generation 1"]);
        fleet.Signal("a#1", WorkerSignal.Launched).Did().ShouldBeEmpty();
        // It may hang in its start from here on, and holds no place any more.
        fleet.Signal("a#1", WorkerSignal.Joined).Did().ShouldBe(["launch c#1 of generation 1"]);
        fleet.Signal("b#1", WorkerSignal.Exited).Did().ShouldBe(["launch b#2 of generation 1"]);
        fleet.Signal("b#2", WorkerSignal.Exited).Did().ShouldContain("launch d#1 of generation 1");
        fleet.GetReady("c#1").Did().ShouldContain("launch e#1 of generation 1");
    }

    [Theory]
    [InlineData(WorkerSignal.LaunchFailed)]
    [InlineData(WorkerSignal.Exited)]
    public void Start_ServiceFailsAtFirst_ClustersWaitUntilItServes(WorkerSignal failure)
    {
        var fleet = new TestFleet("stats", "cluster-0");
        _ = fleet.Did();
        fleet.Signal("stats#1", failure).Did().ShouldBe(["launch stats#2 of generation 1"]);
        fleet.Signal("stats#2", failure).Pass(2).Did().ShouldContain("launch stats#3 of generation 1");
        fleet.Snapshot.Slots[SlotName.Cluster(0)].Workers.ShouldBeEmpty();
        fleet.GetReady("stats#3").Signal("stats#3", WorkerSignal.Activated).Did().ShouldContain("launch cluster-0#1 of generation 1");
    }

    [Fact]
    public void Start_ServiceInQuarantine_HoldsUpNobody()
    {
        var fleet = new TestFleet("stats", "cluster-0");
        fleet.Signal("stats#1", WorkerSignal.LaunchFailed, "no such class", permanent: true);
        fleet.Slot("stats").Quarantined.ShouldBeTrue();
        fleet.Did().ShouldContain("launch cluster-0#1 of generation 1");
    }

    [Fact]
    public void Start_ServiceThatFailsAgainAndAgain_HoldsUpNobodyForLongerThanThePatience()
    {
        var fleet = new TestFleet(TestFleet.Wanting("stats", "cluster-0") with { Start = new StartSpec { Patience = TimeSpan.FromSeconds(20) } });
        fleet.Signal("stats#1", WorkerSignal.LaunchFailed).Signal("stats#2", WorkerSignal.Launched).Pass(19.9);
        fleet.Did().ShouldNotContain("launch cluster-0#1 of generation 1");
        fleet.Pass(0.1).Did().ShouldContain("launch cluster-0#1 of generation 1");
    }

    [Fact]
    public void Start_ServiceLostLater_ClustersDoNotWaitForIt()
    {
        var fleet = TestFleet.Running("stats", "cluster-0");
        fleet.Signal("stats#1", WorkerSignal.Exited).Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldContain("launch cluster-0#2 of generation 1");
    }

    [Fact]
    public void Start_Ready_RouteComesAfterActivation()
    {
        var fleet = new TestFleet("cluster-0");
        fleet.GetReady("cluster-0#1");
        fleet.Slot("cluster-0").Route.ShouldBeNull();
        fleet.Did().ShouldBe(["launch cluster-0#1 of generation 1", "activate cluster-0#1"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Activated).Did().ShouldBe(["route cluster-0 to cluster-0#1"]);
        fleet.WakeAt.ShouldBeNull();
    }
}

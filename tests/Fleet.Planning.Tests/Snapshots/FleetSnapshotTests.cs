using Fleet.Planning.Events;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Snapshots;

public sealed class FleetSnapshotTests
{
    public static TheoryData<WorkerSignal> Signals => [.. Enum.GetValues<WorkerSignal>()];

    [Theory]
    [MemberData(nameof(Signals))]
    public void Apply_SignalOfADeadIncarnation_ChangesNothing(WorkerSignal signal)
    {
        var fleet = TestFleet.Running("cluster-0").Signal("cluster-0#1", WorkerSignal.Exited).BringUp("cluster-0#2");
        var before = fleet.Snapshot;
        fleet.Signal("cluster-0#1", signal).Snapshot.ShouldBeSameAs(before);
        fleet.Did().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void Apply_SignalOfAnUnknownWorker_ChangesNothing(WorkerSignal signal)
    {
        var fleet = TestFleet.Running("cluster-0");
        var before = fleet.Snapshot;
        fleet.Signal("cluster-0#9", signal).Signal("cluster-9#1", signal).Signal("stats#1", signal).Snapshot.ShouldBeSameAs(before);
    }

    [Fact]
    public void Apply_Change_CountsTheVersion()
    {
        var fleet = TestFleet.Running("cluster-0");
        var before = fleet.Snapshot;
        before.Apply(new WorkerSignalled(WorkerName.Parse("cluster-0#1"), WorkerSignal.Drained), fleet.Now).Version.ShouldBe(before.Version);
        before.Apply(new WorkerSignalled(WorkerName.Parse("cluster-0#1"), WorkerSignal.LinkLost), fleet.Now).Version.ShouldBe(before.Version + 1);
    }

    [Fact]
    public void Apply_Pid_IsKept()
    {
        var fleet = new TestFleet("cluster-0");
        fleet.Snapshot.Apply(new WorkerSignalled(WorkerName.Parse("cluster-0#1"), WorkerSignal.Launched, 4711), fleet.Now)
            .FindWorker(WorkerName.Parse("cluster-0#1"))!.Pid.ShouldBe(4711);
    }

    [Fact]
    public void Plan_SameQuestion_SameAnswer()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1");
        var snapshot = fleet.Snapshot.Apply(new WorkerSignalled(WorkerName.Parse("cluster-0#1"), WorkerSignal.Exited), fleet.Now);
        var plan = FleetPlanner.Plan(fleet.Spec, snapshot, fleet.Now);
        plan.Actions.ShouldNotBeEmpty();
        FleetPlanner.Plan(fleet.Spec, snapshot, fleet.Now).Actions.ShouldBe(plan.Actions);
    }
}

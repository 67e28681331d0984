using Fleet.Planning.Actions;

namespace Fleet.Planning.Tests;

public sealed class PlanTests
{
    private static readonly DateTimeOffset Now = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly WorkerName One = WorkerName.Parse("cluster-0#1");
    private static readonly WorkerName Two = WorkerName.Parse("cluster-0#2");

    [Fact]
    public void Merge_TwoActionsOnOneWorker_FirstWins()
    {
        var kill = new Kill(One) { Reason = "first" };
        var plan = Plan.Merge(new Plan([kill], null), new Plan([new BeginHandover(One, Two) { Reason = "second" }, new Launch(Two, 1) { Reason = "third" }], null));
        plan.Actions.Select(action => action.Reason).ShouldBe(["first", "third"]);
    }

    [Fact]
    public void Merge_TwoActionsOnOneWorkerInOnePlan_FirstWins() =>
        Plan.Merge(new Plan([new Kill(One) { Reason = "first" }, new Activate(One, null) { Reason = "second" }], null)).Actions.Length.ShouldBe(1);

    [Fact]
    public void Merge_WakeTimes_EarliestWins()
    {
        Plan.Merge(new Plan([], Now.AddSeconds(2)), Plan.Nothing, new Plan([], Now.AddSeconds(1))).WakeAt.ShouldBe(Now.AddSeconds(1));
        Plan.Merge(Plan.Nothing, Plan.Nothing).ShouldBeSameAs(Plan.Nothing);
    }
}

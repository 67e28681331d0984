using Fleet.Planning.Actions;
using Fleet.Planning.Snapshots;

namespace Fleet.Planning.Supervision;

/// <summary>Gives a fleet its clusters, where it started without knowing how many shards they divide.</summary>
internal static class FirstLayoutPlanner
{
    /// <summary>What to do now.</summary>
    public static Plan Plan(FleetSnapshot snapshot)
    {
        var plan = new PlanBuilder();
        if (snapshot is { Mode: FleetMode.Running, AwaitsLayout: true, PlannedLayout: { } layout })
            plan.Add(new AdoptLayout(layout) { Reason = $"{layout.ShardCount} shards" });
        return plan.ToPlan();
    }
}

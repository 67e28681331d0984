using Fleet.Planning.Actions;
using Fleet.Planning.Snapshots;

namespace Fleet.Planning.Layouts;

/// <summary>Gives a fleet its clusters, where it started without knowing how many shards they divide.</summary>
internal static class FirstLayout
{
    /// <summary>What to do now.</summary>
    public static Plan Plan(FleetSnapshot snapshot)
    {
        var plan = new PlanBuilder();
        if (snapshot is { Mode: FleetMode.Running, AwaitsLayout: true, PlannedLayout: { } layout })
            plan.Add(new AdoptLayout(layout) { Reason = $"{layout.ShardCount} shards" });
        return plan.ToPlan();
    }

    /// <summary>The snapshot with its first clusters, none of them started.</summary>
    public static FleetSnapshot Adopt(FleetSnapshot snapshot, AdoptLayout adopt)
    {
        if (!snapshot.AwaitsLayout) return snapshot;
        // The code that was prepared when the fleet started, whatever was rolled out to services since.
        var clusters = adopt.To.Clusters.Keys.Select(slot => KeyValuePair.Create(slot, new SlotRecord { Slot = slot }));
        return snapshot with
        {
            Slots = snapshot.Slots.SetItems(clusters),
            Layout = adopt.To with { Number = snapshot.Layout.Number },
            AwaitsLayout = false,
            PlannedLayout = null,
        };
    }
}

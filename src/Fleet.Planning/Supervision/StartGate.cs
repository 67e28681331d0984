using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Supervision;

/// <summary>
/// Which slots wait for which at a start. A slot holds up others only until its first attempt has ended, well or badly: one that cannot be
/// started must not keep the fleet from starting.
/// </summary>
internal static class StartGate
{
    public static bool IsOpen(PlanBuilder plan, StartSpec spec, FleetSnapshot snapshot, SlotRecord slot, DateTimeOffset now)
    {
        if (slot.Started) return true;
        foreach (var (name, earlier) in snapshot.Slots)
        {
            if (name >= slot.Slot) return true;
            if (!earlier.Wanted || snapshot.Layout.Find(name) is null || !HoldsUp(spec, name.Kind, slot.Slot.Kind)) continue;
            if (!earlier.Started) return false;
            if (name.Kind == WorkerKind.Cluster && earlier.StartedAt is { } ended && !plan.Due(ended + spec.ClusterPause, now)) return false;
        }
        return true;
    }

    private static bool HoldsUp(StartSpec spec, WorkerKind earlier, WorkerKind later) => (earlier, later) switch
    {
        (WorkerKind.Service, WorkerKind.Cluster) => true,
        (WorkerKind.Service, WorkerKind.Service) => !spec.ServicesTogether,
        (WorkerKind.Cluster, WorkerKind.Cluster) => !spec.ClustersTogether,
        // Clusters come after services.
        (WorkerKind.Cluster, WorkerKind.Service) => false,
    };
}

using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Supervision;

/// <summary>
/// Which slots wait for which at a start. A slot holds up others only until its first attempt has ended, well or badly: one that cannot be
/// started must not keep the fleet from starting.
/// </summary>
internal static class StartGate
{
    public static bool IsOpen(StartSpec spec, FleetSnapshot snapshot, SlotRecord slot)
    {
        if (slot.Started) return true;
        foreach (var (name, earlier) in snapshot.Slots)
        {
            if (name >= slot.Slot) return true;
            if (earlier.Wanted && !earlier.Started && snapshot.Layout.Find(name) is not null && HoldsUp(spec, name.Kind, slot.Slot.Kind)) return false;
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

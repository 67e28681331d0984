using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Supervision;

/// <summary>
/// Which slots wait for which at a start. What comes after a service may need it, so it waits until the service serves; but one that cannot be started must not keep
/// the fleet from starting, so nobody waits for one in quarantine, nor for longer than <see cref="StartSpec.Patience"/> after its first failure. Clusters do not need each
/// other: the next one waits until the first attempt of the one before it has ended, well or badly.
/// </summary>
internal static class StartGate
{
    public static bool IsOpen(PlanBuilder plan, StartSpec spec, FleetSnapshot snapshot, SlotRecord slot, DateTimeOffset now)
    {
        if (slot.Started) return true;
        foreach (var (name, earlier) in snapshot.Slots)
        {
            if (!ComesBefore(spec, name, slot.Slot)) continue;
            if (!earlier.Wanted || snapshot.Layout.Find(name) is null || !HoldsUp(spec, name.Kind, slot.Slot.Kind)) continue;
            if (!earlier.Started) return false;
            if (earlier.StartedAt is not { } ended) continue;
            if (name.Kind == WorkerKind.Cluster ? !plan.Due(ended + spec.ClusterPause, now) : !IsUp(earlier) && !plan.Due(ended + spec.Patience, now)) return false;
        }
        return true;
    }

    private static bool ComesBefore(StartSpec spec, SlotName one, SlotName other)
    {
        var (first, second) = (Rank(spec, one), Rank(spec, other));
        return first == second ? one < other : first < second;
    }

    private static int Rank(StartSpec spec, SlotName name) =>
        name.Kind == WorkerKind.Service && spec.ServiceOrder.IndexOf(name) is >= 0 and var place ? place : int.MaxValue;

    private static bool IsUp(SlotRecord service) => service.HasServed || service.Quarantined;

    private static bool HoldsUp(StartSpec spec, WorkerKind earlier, WorkerKind later) => (earlier, later) switch
    {
        (WorkerKind.Service, WorkerKind.Cluster) => true,
        (WorkerKind.Service, WorkerKind.Service) => !spec.ServicesTogether,
        (WorkerKind.Cluster, WorkerKind.Cluster) => !spec.ClustersTogether,
        // Clusters come after services.
        (WorkerKind.Cluster, WorkerKind.Service) => false,
    };
}

using Fleet.Planning.Events;
using Fleet.Planning.Liveness;

namespace Fleet.Planning.Snapshots;

/// <summary>What an examination makes of a snapshot.</summary>
internal static class AilmentFold
{
    public static FleetSnapshot Apply(FleetSnapshot snapshot, WorkerExamined examined)
    {
        if (!snapshot.Slots.TryGetValue(examined.Worker.Slot, out var slot) || slot.Find(examined.Worker) is not { } worker) return snapshot;
        return snapshot.With(slot.With(examined.Ailment switch
        {
            Ailment.Behind => worker with { Behind = examined.Why },
            Ailment.Stuck => worker with { Stuck = examined.Why },
            Ailment.Bloated => worker with { Bloated = examined.Why },
        }));
    }
}

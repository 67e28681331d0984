using Fleet.Planning.Actions;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Rollout;

/// <summary>
/// Begins the replacement of workers that ail and still serve, one at a time and never beside another operation. One that gets worse meanwhile is killed by
/// <see cref="WatchPlanner"/>; so is, in the end, one whose replacement failed.
/// </summary>
public static class ReplacementPlanner
{
    /// <summary>What to do now.</summary>
    public static Plan Plan(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var plan = new PlanBuilder();
        if (snapshot.Mode != FleetMode.Running || snapshot.Operation is not null) return plan.ToPlan();
        foreach (var (_, slot) in snapshot.Slots)
        {
            // A worker beside it is one too many already.
            if (!slot.Wanted || slot.Workers is not [var worker] || !worker.IsActive() || slot.Route != worker.Name) continue;
            if (Reason(plan, spec.Memory, slot, worker, now) is not { } reason) continue;
            plan.Add(new BeginReplacement(worker.Name, $"replace-{slot.Slot}-{slot.NextIncarnation}", slot.Pinned, LeavesDump: worker.Stuck is not null) { Reason = reason });
            break;
        }
        return plan.ToPlan();
    }

    private static string? Reason(PlanBuilder plan, MemorySpec memory, SlotRecord slot, WorkerRecord worker, DateTimeOffset now)
    {
        // Once: if its successor failed, the next step is the limit at which a stuck worker is killed.
        if (worker is { Stuck: { } stuck, WasToBeReplaced: false }) return $"{worker.Name} is stuck: {stuck}";
        if (worker.Bloated is not { } bloated) return null;
        if (slot.ReplacedAt is { } last && !plan.Due(last + memory.Pause, now)) return null;
        return $"{worker.Name} has too much memory: {bloated}";
    }
}

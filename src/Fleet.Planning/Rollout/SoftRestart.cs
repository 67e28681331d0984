using Fleet.Planning.Actions;
using Fleet.Planning.Operations;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Rollout;

/// <summary>
/// Replaces workers by handover: a new one is launched, frames are held while the old one drains, and the old one is stopped when the new
/// one has served for a while. Activating, routing and the way back are the rules of <see cref="SupervisionPlanner"/>.
/// </summary>
internal static class SoftRestart
{
    public static void Plan(PlanBuilder plan, FleetSpec spec, FleetSnapshot snapshot, OperationRecord operation, DateTimeOffset now)
    {
        foreach (var step in operation.Slots)
        {
            var slot = snapshot.Slots[step.Slot];
            if (step.Progress == SlotProgress.Starting) BeginHandover(plan, spec, slot, step, now);
            else if (step.Progress == SlotProgress.Warm) RetireOld(plan, spec, slot, step, now);
        }
        foreach (var slot in RolloutTurn.Next(spec.Rollout, snapshot, operation))
            plan.Add(RolloutTurn.Launch(snapshot, operation, slot));
    }

    private static void BeginHandover(PlanBuilder plan, FleetSpec spec, SlotRecord slot, OperationSlot step, DateTimeOffset now)
    {
        if (slot.Find(step.New) is not { } successor || !successor.IsReady()) return;
        // An old worker that is just getting active is awaited; one that never gets there leaves the field by its deadline.
        if (slot.Find(step.Old) is not { } old || !old.IsActive() || slot.Route != old.Name) return;
        if (!plan.Due(successor.Since + spec.Rollout.Notice, now)) return;
        plan.Add(new BeginHandover(old.Name, successor.Name) { Reason = $"{successor.Name} is ready to succeed {old.Name}" });
    }

    private static void RetireOld(PlanBuilder plan, FleetSpec spec, SlotRecord slot, OperationSlot step, DateTimeOffset now)
    {
        if (slot.Find(step.New) is not { } successor || !successor.IsActive() || slot.Route != successor.Name) return;
        if (slot.Find(step.Old) is not { } old || !plan.Due(successor.Since + spec.Rollout.WarmFor, now)) return;
        plan.End(old, StopReason.Replaced, now + spec.Supervision.StopDeadline, $"{successor.Name} has succeeded {old.Name}");
    }
}

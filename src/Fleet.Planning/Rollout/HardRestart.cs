using Fleet.Planning.Operations;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Rollout;

/// <summary>Stops workers, and launches new ones when they are gone.</summary>
internal static class HardRestart
{
    public static void Plan(PlanBuilder plan, FleetSpec spec, FleetSnapshot snapshot, OperationRecord operation, DateTimeOffset now)
    {
        foreach (var step in operation.Slots)
        {
            var slot = snapshot.Slots[step.Slot];
            if (step.Progress == SlotProgress.Stopping && slot.Workers.IsEmpty) plan.Add(RolloutTurn.Launch(snapshot, operation, slot));
        }
        foreach (var slot in RolloutTurn.Next(spec.Rollout, snapshot, operation))
        {
            if (slot.Workers.IsEmpty) plan.Add(RolloutTurn.Launch(snapshot, operation, slot));
            foreach (var worker in slot.Workers)
                plan.End(worker, StopReason.Ordered, now + spec.Supervision.StopDeadline, $"restart {operation.Id}: {worker.Name} makes way for a new worker");
        }
    }
}

using Fleet.Planning.Actions;
using Fleet.Planning.Operations;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Rollout;

/// <summary>
/// Ends an operation when every slot is at its end; or, after a failure, when the slots under way are, and the failed one is where it came
/// to rest, so that the message can say who serves.
/// </summary>
internal static class OperationEnd
{
    public static void Plan(PlanBuilder plan, FleetSnapshot snapshot, OperationRecord operation)
    {
        if (operation.Slots.Any(step => step.Progress.IsUnderWay())) return;
        // The slot is forgotten at the end: nobody may be sent there any more.
        if (operation.Kind == OperationKind.RemoveService && operation.Slots.Any(step => snapshot.Slots[step.Slot].Route is not null)) return;
        var failed = operation.Slots.Where(step => step.Progress == SlotProgress.Failed).ToList();
        if (failed.Count == 0)
        {
            if (operation.Aborting) Finish(plan, operation, OperationOutcome.Aborted, $"It was aborted: {Success(operation)}");
            else if (operation.Slots.All(step => step.Progress != SlotProgress.Waiting)) Finish(plan, operation, OperationOutcome.Succeeded, Success(operation));
            return;
        }
        if (operation.Kind is OperationKind.StartSlots && !operation.Aborting && operation.Slots.Any(step => step.Progress == SlotProgress.Waiting)) return;
        if (failed.TrueForAll(step => HasSettled(snapshot.Slots[step.Slot])))
            Finish(plan, operation, OperationOutcome.Failed, Failure(snapshot, operation, failed));
    }

    private static bool HasSettled(SlotRecord slot) =>
        !slot.Holding && (slot.Workers.IsEmpty || slot.Workers.Any(worker => worker.IsActive() && slot.Route == worker.Name) || slot.Workers.All(worker => !worker.WasReady));

    private static void Finish(PlanBuilder plan, OperationRecord operation, OperationOutcome outcome, string message) =>
        plan.Add(new FinishOperation(operation.Id, outcome, message) { Reason = message });

    private static string Success(OperationRecord operation)
    {
        var done = operation.Slots.Count(step => step.Progress == SlotProgress.Done);
        var skipped = operation.Slots.Length - done;
        var message = $"{Slots(done)} {Deed(operation.Kind)}";
        if (operation.Aborting) return $"{message}, {Slots(skipped)} not.";
        return skipped == 0 ? $"{message}." : $"{message}; {Slots(skipped)} left out, being stopped.";
    }

    private static string Failure(FleetSnapshot snapshot, OperationRecord operation, List<OperationSlot> failed)
    {
        var parts = new List<string>();
        foreach (var step in failed)
        {
            parts.Add(step.Failure ?? $"{step.Slot} failed");
            parts.Add(Left(snapshot.Slots[step.Slot]));
        }
        var waiting = operation.Slots.Count(step => step.Progress == SlotProgress.Waiting);
        if (waiting > 0) parts.Add($"{Slots(waiting)} not {Deed(operation.Kind)}");
        return $"{string.Join("; ", parts)}.";
    }

    private static string Left(SlotRecord slot)
    {
        if (slot.Find(slot.Route) is { } serving && serving.IsActive()) return $"{serving.Name} keeps serving";
        return slot.Workers is [var coming, ..]
            ? $"{coming.Name} is on its way, with generation {coming.Generation}"
            : $"{slot.Slot} is restarted as after any loss, with generation {slot.Generation}";
    }

    private static string Slots(int count) => count == 1 ? "1 slot was" : $"{count} slots were";

    private static string Deed(OperationKind kind) => kind switch
    {
        OperationKind.SoftRestart or OperationKind.HardRestart => "restarted",
        OperationKind.StopSlots => "stopped",
        OperationKind.StartSlots => "started",
        OperationKind.Reshard => "resharded",
        OperationKind.AddService => "added",
        OperationKind.RemoveService => "removed",
    };
}

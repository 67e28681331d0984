using Fleet.Planning.Operations;

namespace Fleet.Planning.Snapshots;

/// <summary>What happens to the workers of a slot, as progress of the running operation.</summary>
internal static class StepFold
{
    /// <summary>A worker was launched.</summary>
    public static FleetSnapshot Launched(FleetSnapshot snapshot, SlotRecord before, WorkerName worker, string? operationId)
    {
        if (Find(snapshot, before.Slot) is not (var operation, var step)) return snapshot;
        var awaited = operation.Kind is OperationKind.StartSlots or OperationKind.AddService ? step.Progress == SlotProgress.Waiting : operationId == operation.Id;
        if (!awaited) return snapshot;
        var old = before.Workers.IsEmpty ? (WorkerName?)null : before.Workers[0].Name;
        return snapshot.With(step with { Progress = SlotProgress.Starting, New = worker, Old = old });
    }

    /// <summary>Frames are held from here on.</summary>
    public static FleetSnapshot HandingOver(FleetSnapshot snapshot, WorkerName successor)
    {
        if (Find(snapshot, successor.Slot) is not (_, var step) || step.New != successor) return snapshot;
        return snapshot.With(step with { Progress = SlotProgress.HandingOver });
    }

    /// <summary>Frames go to this worker from here on.</summary>
    public static FleetSnapshot Routed(FleetSnapshot snapshot, SlotRecord slot, WorkerName worker)
    {
        if (Find(snapshot, slot.Slot) is not (_, var step) || step.New != worker) return snapshot;
        if (step.Progress is not (SlotProgress.Starting or SlotProgress.HandingOver)) return snapshot;
        // A reshard is proved as a whole.
        if (snapshot.Operation?.Kind == OperationKind.Reshard) return snapshot.With(step with { Progress = SlotProgress.Warm });
        return slot.Find(step.Old) is null ? Done(snapshot, step) : snapshot.With(step with { Progress = SlotProgress.Warm });
    }

    /// <summary>A worker was told to end, or killed by order.</summary>
    public static FleetSnapshot Dismissed(FleetSnapshot snapshot, WorkerName worker, StopReason reason)
    {
        if (Find(snapshot, worker.Slot) is not (var operation, var step)) return snapshot;
        if (operation.Kind == OperationKind.Reshard) return reason == StopReason.Replaced ? Left(AllProved(snapshot, operation), step, worker) : snapshot;
        if (step.Progress == SlotProgress.Warm && step.Old == worker && reason == StopReason.Replaced)
            return Proved(snapshot.With(step with { Progress = SlotProgress.Retiring }), step.Slot);
        if (step.Progress == SlotProgress.Waiting && reason == StopReason.Ordered && operation.Kind is OperationKind.HardRestart or OperationKind.StopSlots or OperationKind.RemoveService)
            return snapshot.With(step with { Progress = SlotProgress.Stopping, Old = worker });
        return snapshot;
    }

    /// <summary>A worker is gone.</summary>
    public static FleetSnapshot Ended(FleetSnapshot snapshot, SlotRecord after, WorkerRecord worker, string failure)
    {
        if (Find(snapshot, worker.Name.Slot) is not (var operation, var step)) return snapshot;
        if (operation.Kind is OperationKind.StopSlots or OperationKind.RemoveService)
            return after.Workers.IsEmpty ? Done(snapshot, step) : snapshot;
        // One that a reshard has sent away.
        if (operation.Kind == OperationKind.Reshard && worker.StopReason is not null) return snapshot;
        // One that the abort has sent away: its slot is as it was.
        if (step.New == worker.Name && step.Progress == SlotProgress.Starting && worker.StopReason == StopReason.RolledBack)
            return snapshot.With(step with { Progress = SlotProgress.Waiting, New = null, Old = null });
        if (step.New == worker.Name && step.Progress is SlotProgress.Starting or SlotProgress.HandingOver or SlotProgress.Warm)
            return snapshot.With(step with { Progress = SlotProgress.Failed, Failure = $"{worker.Name} {Verb(step.Progress, worker)}: {failure}" });
        if (operation.Kind == OperationKind.Reshard || step.Old != worker.Name) return snapshot;
        return step.Progress is SlotProgress.Warm or SlotProgress.Retiring ? Done(snapshot, step) : snapshot.With(step with { Old = null });
    }

    private static FleetSnapshot AllProved(FleetSnapshot snapshot, OperationRecord operation) => snapshot with
    {
        Operation = operation with { Slots = [.. operation.Slots.Select(step => step.Progress == SlotProgress.Warm ? step with { Progress = SlotProgress.Done, Old = null } : step)] },
    };

    // The new layout has no such cluster.
    private static FleetSnapshot Left(FleetSnapshot snapshot, OperationSlot step, WorkerName worker) =>
        step.Progress == SlotProgress.Waiting ? snapshot.With(step with { Progress = SlotProgress.Stopping, Old = worker }) : snapshot;

    private static (OperationRecord Operation, OperationSlot Step)? Find(FleetSnapshot snapshot, SlotName slot) =>
        snapshot.Operation is { } operation && operation.Find(slot) is { } step ? (operation, step) : null;

    private static FleetSnapshot Done(FleetSnapshot snapshot, OperationSlot step) =>
        Proved(snapshot.With(step with { Progress = SlotProgress.Done, Old = null }), step.Slot);

    /// <summary>From here on the slot's restarts use the code of the restart that has succeeded in it.</summary>
    private static FleetSnapshot Proved(FleetSnapshot snapshot, SlotName slot) =>
        snapshot.Operation is { Kind: OperationKind.SoftRestart or OperationKind.HardRestart, Generation: var generation }
            ? snapshot.With(snapshot.Slots[slot] with { Generation = generation })
            : snapshot;

    private static string Verb(SlotProgress progress, WorkerRecord worker) => progress switch
    {
        SlotProgress.Warm => "was lost just after it had taken over",
        SlotProgress.HandingOver => "did not take over",
        SlotProgress.Starting => worker.WasReady ? "was lost before it could take over" : "did not become ready",
        // A step that is not under way does not fail by a worker's end.
        SlotProgress.Waiting or SlotProgress.Stopping or SlotProgress.Retiring or SlotProgress.Done or SlotProgress.Failed or SlotProgress.Skipped => "was lost",
    };
}

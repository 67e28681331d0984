using Fleet.Planning.Actions;
using Fleet.Planning.Events;
using Fleet.Planning.Operations;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Snapshots;

/// <summary>What an action that was handed to its executor makes of a snapshot.</summary>
internal static class ActionFold
{
    public static FleetSnapshot Apply(FleetSnapshot snapshot, FleetAction action, DateTimeOffset now) => action.Kind switch
    {
        FleetActionKind.Launch => Launch(snapshot, (Launch)action, now),
        FleetActionKind.Activate => Sent(snapshot, ((Activate)action).Worker, WorkerSignal.ActivateSent, now),
        FleetActionKind.BeginHandover => BeginHandover(snapshot, (BeginHandover)action, now),
        FleetActionKind.PointRoute => PointRoute(snapshot, (PointRoute)action),
        FleetActionKind.Stop => Stop(snapshot, (Stop)action, now),
        FleetActionKind.Kill => Kill(snapshot, (Kill)action, now),
        FleetActionKind.BackOff => BackOff(snapshot, (BackOff)action),
        FleetActionKind.Quarantine => Quarantine(snapshot, (Quarantine)action),
        FleetActionKind.ForgetLosses => ForgetLosses(snapshot, (ForgetLosses)action),
        FleetActionKind.BeginShutdown => snapshot with { StopBy = ((BeginShutdown)action).StopBy },
        FleetActionKind.BeginReplacement => BeginReplacement(snapshot, (BeginReplacement)action, now),
        FleetActionKind.TurnLayout => LayoutFold.Turn(snapshot, (TurnLayout)action, now),
        FleetActionKind.AdoptLayout => LayoutFold.Adopt(snapshot, (AdoptLayout)action),
        FleetActionKind.FinishOperation => FinishOperation(snapshot, (FinishOperation)action, now),
    };

    private static FleetSnapshot Launch(FleetSnapshot snapshot, Launch launch, DateTimeOffset now)
    {
        var name = launch.Worker;
        if (!snapshot.Slots.TryGetValue(name.Slot, out var slot) || name.Incarnation < slot.NextIncarnation) return snapshot;
        var worker = new WorkerRecord { Name = name, Generation = launch.Generation, Layout = launch.Layout, Since = now, LaunchedAt = now };
        var after = slot with { NextIncarnation = name.Incarnation + 1, RetryAt = null, Note = slot.Quarantined ? slot.Note : "" };
        if (slot.Attempt > 0) after = after with { Restarts = slot.Restarts + (slot.Workers.IsEmpty ? 1 : 0) };
        // A restart by order is a fresh start for a slot that has nobody, whatever happened before.
        if (launch.OperationId is not null && slot.Workers.IsEmpty && snapshot.Layout.Has(launch.Layout)) after = Forgiven(after);
        return StepFold.Launched(snapshot.With(after.With(worker)), slot, name, launch.OperationId);
    }

    private static FleetSnapshot BeginHandover(FleetSnapshot snapshot, BeginHandover handover, DateTimeOffset now)
    {
        var after = Sent(snapshot, handover.Old, WorkerSignal.DrainSent, now);
        if (after.FindWorker(handover.Old)?.Phase != WorkerPhase.Draining) return snapshot;
        return StepFold.HandingOver(after.With(after.Slots[handover.Old.Slot] with { Holding = true }), handover.New);
    }

    private static FleetSnapshot PointRoute(FleetSnapshot snapshot, PointRoute route)
    {
        if (!snapshot.Slots.TryGetValue(route.Slot, out var slot)) return snapshot;
        // The handover has ended, and with it the use of what was left for it.
        var after = slot with { Route = route.Worker, Holding = false, StateLeftBy = null };
        return route.Worker is { } worker ? StepFold.Routed(snapshot.With(after), after, worker) : snapshot.With(after);
    }

    private static FleetSnapshot Stop(FleetSnapshot snapshot, Stop stop, DateTimeOffset now)
    {
        var after = Sent(snapshot, stop.Worker, WorkerSignal.StopSent, now);
        if (after.FindWorker(stop.Worker) is not { Phase: WorkerPhase.Stopping } worker) return snapshot;
        after = after.With(after.Slots[stop.Worker.Slot].With(worker with { Deadline = stop.Deadline, StopReason = stop.StopReason }));
        return StepFold.Dismissed(after, stop.Worker, stop.StopReason);
    }

    private static FleetSnapshot Kill(FleetSnapshot snapshot, Kill kill, DateTimeOffset now)
    {
        if (snapshot.FindWorker(kill.Worker) is not { } before) return snapshot;
        var after = Sent(snapshot, kill.Worker, WorkerSignal.KillSent, now);
        if (after.FindWorker(kill.Worker) is not { } worker) return snapshot;
        // Killed for nothing it was told: it was overdue.
        if (worker is { Fault: null, StopReason: null } && kill.StopReason is null) worker = worker with { Fault = WorkerFault.Overdue(before) };
        worker = worker with { StopReason = worker.StopReason ?? kill.StopReason };
        after = after.With(after.Slots[kill.Worker.Slot].With(worker));
        return kill.StopReason is { } reason ? StepFold.Dismissed(after, kill.Worker, reason) : after;
    }

    private static FleetSnapshot BackOff(FleetSnapshot snapshot, BackOff backOff) =>
        snapshot.Slots.TryGetValue(backOff.Slot, out var slot)
            ? snapshot.With(slot with { RetryAt = backOff.RetryAt, Note = backOff.Reason })
            : snapshot;

    private static FleetSnapshot Quarantine(FleetSnapshot snapshot, Quarantine quarantine) =>
        snapshot.Slots.TryGetValue(quarantine.Slot, out var slot)
            ? snapshot.With(slot with { RetryAt = quarantine.RetryAt, Quarantined = true, Note = quarantine.Reason })
            : snapshot;

    private static FleetSnapshot ForgetLosses(FleetSnapshot snapshot, ForgetLosses forget) =>
        snapshot.Slots.TryGetValue(forget.Slot, out var slot) ? snapshot.With(Forgiven(slot)) : snapshot;

    private static FleetSnapshot FinishOperation(FleetSnapshot snapshot, FinishOperation finish, DateTimeOffset now)
    {
        if (snapshot.Operation is not { } operation || operation.Id != finish.Id) return snapshot;
        var ended = operation with { Outcome = finish.Outcome, Message = finish.Message, EndedAt = now, Slots = [.. operation.Slots.Select(step => Closed(step, finish))] };
        var after = snapshot.WithEnded(ended) with { Operation = null, OtherLayout = null };
        if (operation is { Kind: OperationKind.RemoveService, Slots: [var removed] } && finish.Outcome == OperationOutcome.Succeeded) after = after.Without(after.Slots[removed.Slot]);
        // From here on the new workers' code is what restarts use.
        if (operation.Kind == OperationKind.Reshard && finish.Outcome == OperationOutcome.Succeeded)
            foreach (var slot in operation.Slots.Where(step => after.Layout.Find(step.Slot) is not null)) after = after.With(after.Slots[slot.Slot] with { Generation = operation.Generation });
        return after.WithoutGone();
    }

    private static FleetSnapshot BeginReplacement(FleetSnapshot snapshot, BeginReplacement replacement, DateTimeOffset now)
    {
        if (snapshot.Operation is not null || snapshot.FindWorker(replacement.Worker) is not { } worker) return snapshot;
        var slot = snapshot.Slots[replacement.Worker.Slot].With(worker with { WasToBeReplaced = true }) with { ReplacedAt = now, ReplacedFor = replacement.Reason };
        var operation = new OperationRecord
        {
            Id = replacement.OperationId,
            Kind = replacement.Hard ? OperationKind.HardRestart : OperationKind.SoftRestart,
            // The code that has proved itself: this is no rollout.
            Generation = slot.Generation,
            Slots = [new OperationSlot { Slot = slot.Slot }],
            StartedAt = now,
        };
        return snapshot.With(slot) with { Operation = operation };
    }

    private static OperationSlot Closed(OperationSlot step, FinishOperation finish)
    {
        if (finish.Outcome == OperationOutcome.Succeeded && step.Progress.IsUnderWay()) return step with { Progress = SlotProgress.Done, Old = null };
        if (step.Progress == SlotProgress.Waiting) return step with { Progress = SlotProgress.Skipped };
        return step.Progress.IsUnderWay() ? step with { Progress = SlotProgress.Failed, Failure = finish.Message } : step;
    }

    /// <summary>The slot as if nothing had ever gone wrong in it; how often it was restarted, and why last, is still told.</summary>
    public static SlotRecord Forgiven(SlotRecord slot) =>
        slot with { Losses = [], Attempt = 0, RetryAt = null, Quarantined = false, LossWasPermanent = false, Note = "" };

    private static FleetSnapshot Sent(FleetSnapshot snapshot, WorkerName worker, WorkerSignal signal, DateTimeOffset now) =>
        SignalFold.Apply(snapshot, new WorkerSignalled(worker, signal), now);
}

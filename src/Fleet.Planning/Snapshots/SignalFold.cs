using Fleet.Planning.Events;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Snapshots;

/// <summary>What a worker's signal makes of a snapshot.</summary>
internal static class SignalFold
{
    public static FleetSnapshot Apply(FleetSnapshot snapshot, WorkerSignalled signalled, DateTimeOffset now)
    {
        // A signal of an unknown worker, or the last word of a dead one.
        if (!snapshot.Slots.TryGetValue(signalled.Worker.Slot, out var slot)) return snapshot;
        if (slot.Find(signalled.Worker) is not { } worker) return snapshot;

        var next = WorkerLifecycle.Next(worker.Phase, signalled.Signal);
        return next == WorkerPhase.Gone
            ? EndFold.Apply(snapshot, slot, worker, signalled, now)
            : snapshot.With(Slot(slot, worker, next, signalled, now));
    }

    private static SlotRecord Slot(SlotRecord slot, WorkerRecord worker, WorkerPhase next, WorkerSignalled signalled, DateTimeOffset now)
    {
        var drained = worker.Phase == WorkerPhase.Draining && next == WorkerPhase.Ready;
        var activated = worker.Phase == WorkerPhase.Activating && next == WorkerPhase.Active;
        var after = slot.With(Worker(worker, next, signalled, now));
        if (drained) after = after with { StateLeftBy = worker.Name };
        if (activated) after = after with { StateLeftBy = null, Started = true, HasServed = true, StartedAt = slot.Started ? slot.StartedAt : now };
        return after;
    }

    private static WorkerRecord Worker(WorkerRecord worker, WorkerPhase next, WorkerSignalled signalled, DateTimeOffset now)
    {
        var signal = signalled.Signal;
        var after = worker;
        // Each kill restarts the wait for the end.
        if (next != worker.Phase || (next == WorkerPhase.Killing && signal == WorkerSignal.KillSent)) after = after with { Phase = next, Since = now };
        if (signalled.Pid != 0) after = after with { Pid = signalled.Pid };
        if (next == WorkerPhase.Ready) after = after with { WasReady = true };
        if (next == WorkerPhase.Activating) after = after with { Acting = true };
        if (next == WorkerPhase.Ready && worker.Phase == WorkerPhase.Draining) after = after with { Acting = false };
        if (after.Fault is null && WorkerLifecycle.IsFault(worker.Phase, signal))
            after = after with { Fault = WorkerFault.Of(signal, signalled.Detail), Permanent = signalled.Permanent, Hung = signal == WorkerSignal.Unresponsive };
        return after;
    }
}

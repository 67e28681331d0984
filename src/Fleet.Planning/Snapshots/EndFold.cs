using Fleet.Planning.Events;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Snapshots;

/// <summary>What the end of a worker makes of a snapshot.</summary>
internal static class EndFold
{
    public static FleetSnapshot Apply(FleetSnapshot snapshot, SlotRecord slot, WorkerRecord worker, WorkerSignalled signalled, DateTimeOffset now)
    {
        var failure = Failure(worker, signalled);
        var after = slot with { Workers = slot.Workers.RemoveAll(other => other.Name == worker.Name) };

        var unbidden = worker.StopReason is null && slot.Wanted && snapshot.Mode == FleetMode.Running;
        if (unbidden) after = after with { LastFailure = $"{worker.Name}: {failure}" };
        // Only the worker that the slot relied upon is a loss: not a new one whose predecessor still serves, nor an old one kept warm.
        // Nor one of a layout that is only prepared, or was left.
        if (unbidden && snapshot.Layout.Has(worker.Layout) && (slot.Route == worker.Name || !after.Workers.Any(other => snapshot.Layout.Has(other.Layout)))) after = Loss(after, worker.Permanent || signalled.Permanent, now);
        return StepFold.Ended(snapshot.With(after), after, worker, failure).WithoutGone().Settled();
    }

    private static SlotRecord Loss(SlotRecord slot, bool permanent, DateTimeOffset now) => slot with
    {
        Losses = RestartWindow.Add(slot.Losses, now),
        Attempt = slot.Attempt + 1,
        RetryAt = null,
        LossWasPermanent = permanent,
        Started = true,
        StartedAt = slot.Started ? slot.StartedAt : now,
    };

    private static string Failure(WorkerRecord worker, WorkerSignalled signalled) =>
        (worker.Fault is null ? null : WorkerFault.AtEnd(worker.Fault, signalled.Detail)) ?? WorkerFault.Of(signalled.Signal, signalled.Detail);
}

using Fleet.Planning.Actions;
using Fleet.Planning.Snapshots;

namespace Fleet.Planning.Supervision;

/// <summary>The mildest way to end a worker.</summary>
internal static class WorkerEnding
{
    /// <summary>Stops a worker that can be told so, and kills one that cannot; does nothing where it is ending already.</summary>
    public static void End(this PlanBuilder plan, WorkerRecord worker, StopReason stopReason, DateTimeOffset deadline, string reason)
    {
        if (worker.IsEnding()) return;
        if (worker.HasJoined()) plan.Add(new Stop(worker.Name, stopReason, deadline) { Reason = reason });
        else plan.Add(new Kill(worker.Name, stopReason) { Reason = reason });
    }
}

namespace Fleet.Admiral.Control;

/// <summary>A row of <c>fleet ps --json</c>, apart from <see cref="WorkerSummary"/> because scripts depend on it: members are added at the end, never renamed.</summary>
/// <param name="Slot">See <see cref="WorkerSummary.Slot"/>.</param>
/// <param name="Worker">See <see cref="WorkerSummary.Worker"/>.</param>
/// <param name="Kind">See <see cref="WorkerSummary.Kind"/>.</param>
/// <param name="Pid">See <see cref="WorkerSummary.Pid"/>.</param>
/// <param name="Phase">See <see cref="WorkerSummary.Phase"/>.</param>
/// <param name="Restarts">See <see cref="WorkerSummary.Restarts"/>.</param>
/// <param name="Generation">See <see cref="WorkerSummary.Generation"/>.</param>
/// <param name="UptimeSeconds">See <see cref="WorkerSummary.UptimeSeconds"/>.</param>
/// <param name="MemoryBytes">See <see cref="WorkerSummary.MemoryBytes"/>.</param>
/// <param name="Pinned">See <see cref="WorkerSummary.Pinned"/>.</param>
/// <param name="Note">See <see cref="WorkerSummary.Note"/>.</param>
public sealed record WorkerRow(
    string Slot,
    string Worker,
    string Kind,
    int Pid,
    string Phase,
    int Restarts,
    int Generation,
    double UptimeSeconds,
    long MemoryBytes,
    bool Pinned,
    string Note)
{
    /// <summary>The row of a worker.</summary>
    public static WorkerRow Of(WorkerSummary worker) =>
        new(worker.Slot, worker.Worker, worker.Kind, worker.Pid, worker.Phase, worker.Restarts, worker.Generation, worker.UptimeSeconds, worker.MemoryBytes, worker.Pinned, worker.Note);
}

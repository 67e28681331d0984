namespace Fleet;

/// <summary>One row of the list of workers.</summary>
/// <param name="Slot">The slot, such as <c>cluster-0</c>.</param>
/// <param name="Worker">The worker, such as <c>cluster-0#1</c>; empty where the slot has no process just now.</param>
/// <param name="Kind"><c>cluster</c> or <c>service</c>.</param>
/// <param name="Phase">Where the worker is in its life, in small letters: <c>starting</c>, <c>ready</c>, <c>active</c> …</param>
/// <param name="Pid">The process id; 0 where the slot has no process.</param>
/// <param name="Restarts">How often the slot's worker was lost and started again.</param>
/// <param name="Generation">The number of the rollout that brought the worker's code.</param>
/// <param name="UptimeSeconds">Seconds since the process was started.</param>
/// <param name="MemoryBytes">Resident memory at the last report, in bytes.</param>
/// <param name="Pinned">Whether restarts of groups of slots leave this one out.</param>
/// <param name="Note">What a person should know, such as the reason of a quarantine; empty where there is nothing.</param>
public sealed record WorkerSummary(
    string Slot,
    string Worker,
    string Kind,
    string Phase,
    int Pid,
    int Restarts,
    int Generation,
    double UptimeSeconds,
    long MemoryBytes,
    bool Pinned,
    string Note);

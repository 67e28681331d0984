using Fleet.Planning.Supervision;

namespace Fleet.Planning.Events;

/// <summary>Something happened to a worker. Signals of workers that are not in the snapshot change nothing.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Signal">What happened.</param>
/// <param name="Pid">Its process id, where it is known.</param>
/// <param name="Detail">Why, in words that can stand after a colon: <c>exit code 139</c>, <c>System.TimeoutException: …</c>.</param>
/// <param name="Permanent">A failure that no retry heals, such as a missing DLL: the slot is quarantined at once.</param>
public sealed record WorkerSignalled(WorkerName Worker, WorkerSignal Signal, int Pid = 0, string? Detail = null, bool Permanent = false) : FleetEvent
{
    /// <summary>The end of what it wrote to its standard error, where its process has ended.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];

    /// <inheritdoc/>
    public override FleetEventKind Kind => FleetEventKind.WorkerSignalled;
}

using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>Kill the process of a worker, or give up launching it. It is planned again as long as the process does not end.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="StopReason">Where it is killed by order; null where it is killed for a failure, which then counts as a loss.</param>
public sealed record Kill(WorkerName Worker, StopReason? StopReason = null) : FleetAction
{
    /// <summary>Whether the worker is hung, and a dump of it would tell at what.</summary>
    public bool LeavesDump { get; init; }

    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.Kill;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [Worker];
}

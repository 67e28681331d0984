using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>Tell a worker that has joined to deactivate, to stop and to end its process.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="StopReason">What the worker is told.</param>
/// <param name="Deadline">When it is killed.</param>
public sealed record Stop(WorkerName Worker, StopReason StopReason, DateTimeOffset Deadline) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.Stop;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [Worker];
}

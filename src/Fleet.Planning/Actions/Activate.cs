using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>Tell a ready worker to act.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="StateFrom">Whose handover state it is given: what that worker left when it was drained, even if it is gone by now; null for none.</param>
public sealed record Activate(WorkerName Worker, WorkerName? StateFrom) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.Activate;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [Worker];
}

using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>Tell a ready worker to act.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="StateFrom">Whose handover state it is given: what that worker left when it was drained, even if it is gone by now; null for none.</param>
public sealed record Activate(WorkerName Worker, WorkerName? StateFrom) : FleetAction
{
    /// <summary>
    /// Who else has left a state for it: after a reshard, the workers of other slots that had shards or channels which it has now.
    /// </summary>
    public ImmutableArray<WorkerName> StatesAlsoFrom { get; init; } = [];

    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.Activate;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [Worker];
}

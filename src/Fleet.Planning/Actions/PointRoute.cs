using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>Let the frames of a slot go to this worker from here on, those held first. Handover states that its workers left may be forgotten.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Worker">The active worker; null for nobody: frames held and new are refused as unavailable.</param>
public sealed record PointRoute(SlotName Slot, WorkerName? Worker) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.PointRoute;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => Worker is { } worker ? [worker] : [];
}

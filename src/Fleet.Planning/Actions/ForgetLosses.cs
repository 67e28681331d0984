using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>The slot has proved itself: its back-off starts anew, and a quarantine ends.</summary>
/// <param name="Slot">The slot.</param>
public sealed record ForgetLosses(SlotName Slot) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.ForgetLosses;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [];
}

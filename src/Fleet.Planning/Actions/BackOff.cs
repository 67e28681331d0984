using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>The slot's next attempt waits.</summary>
/// <param name="Slot">The slot, which has no worker now.</param>
/// <param name="RetryAt">When it is launched again.</param>
public sealed record BackOff(SlotName Slot, DateTimeOffset RetryAt) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.BackOff;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [];

    /// <inheritdoc/>
    public override SlotName? Decides => Slot;
}

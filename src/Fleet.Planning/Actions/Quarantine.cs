using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>The slot failed too often, or for good: it is tried slowly from here on, and a person should look at it. Told once.</summary>
/// <param name="Slot">The slot, which has no worker now.</param>
/// <param name="RetryAt">When it is launched again.</param>
public sealed record Quarantine(SlotName Slot, DateTimeOffset RetryAt) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.Quarantine;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [];

    /// <inheritdoc/>
    public override SlotName? Decides => Slot;
}

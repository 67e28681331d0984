using System.Collections.Immutable;

namespace Fleet.Planning.Orders;

/// <summary>Stop these slots and keep them stopped.</summary>
/// <param name="Id">Names the order.</param>
/// <param name="Slots">The slots, in any order.</param>
public sealed record StopSlotsOrder(string Id, ImmutableArray<SlotName> Slots) : FleetOrder(Id)
{
    /// <summary>Whether their workers are killed at once, without a word to them.</summary>
    public bool Hard { get; init; }

    /// <inheritdoc/>
    public override FleetOrderKind Kind => FleetOrderKind.StopSlots;
}

using System.Collections.Immutable;

namespace Fleet.Planning.Orders;

/// <summary>Start these slots again; a quarantine of theirs is lifted.</summary>
/// <param name="Id">Names the order.</param>
/// <param name="Slots">The slots, in any order.</param>
public sealed record StartSlotsOrder(string Id, ImmutableArray<SlotName> Slots) : FleetOrder(Id)
{
    /// <inheritdoc/>
    public override FleetOrderKind Kind => FleetOrderKind.StartSlots;
}

using System.Collections.Immutable;

namespace Fleet.Planning.Orders;

/// <summary>Replace the workers of these slots, in the order of a start, stopping at the first failure.</summary>
/// <param name="Id">Names the order.</param>
/// <param name="Slots">The slots, in any order.</param>
/// <param name="Hard">Stop the old worker before the new one is launched, in place of a handover.</param>
/// <param name="Generation">The code that the new workers run.</param>
public sealed record RestartOrder(string Id, ImmutableArray<SlotName> Slots, bool Hard, int Generation) : FleetOrder(Id)
{
    /// <inheritdoc/>
    public override FleetOrderKind Kind => FleetOrderKind.Restart;
}

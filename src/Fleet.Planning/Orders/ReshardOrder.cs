using Fleet.Planning.Layouts;

namespace Fleet.Planning.Orders;

/// <summary>Turn the fleet to another layout: other numbers of clusters or of shards.</summary>
/// <param name="Id">Names the order.</param>
/// <param name="Layout">The layout; its number is given when the order is taken.</param>
/// <param name="Generation">The code that the new workers run.</param>
public sealed record ReshardOrder(string Id, FleetLayout Layout, int Generation) : FleetOrder(Id)
{
    /// <inheritdoc/>
    public override FleetOrderKind Kind => FleetOrderKind.Reshard;
}

using Fleet.Planning.Orders;

namespace Fleet.Planning.Events;

/// <summary>An operator ordered something. Whether it was refused can be read from <see cref="Snapshots.FleetSnapshot.FindOperation"/> at once.</summary>
/// <param name="Order">The order.</param>
public sealed record OrderGiven(FleetOrder Order) : FleetEvent
{
    /// <inheritdoc/>
    public override FleetEventKind Kind => FleetEventKind.OrderGiven;
}

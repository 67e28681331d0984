namespace Fleet.Planning.Orders;

/// <summary>Stop a service and forget its slot.</summary>
/// <param name="Id">Names the order.</param>
/// <param name="Slot">The service's slot.</param>
public sealed record RemoveServiceOrder(string Id, SlotName Slot) : FleetOrder(Id)
{
    /// <inheritdoc/>
    public override FleetOrderKind Kind => FleetOrderKind.RemoveService;
}

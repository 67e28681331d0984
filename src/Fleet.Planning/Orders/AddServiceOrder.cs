namespace Fleet.Planning.Orders;

/// <summary>Add a service and start it.</summary>
/// <param name="Id">Names the order.</param>
/// <param name="Slot">The service's slot; refused where there is one of this name.</param>
/// <param name="Generation">The code that it runs.</param>
public sealed record AddServiceOrder(string Id, SlotName Slot, int Generation) : FleetOrder(Id)
{
    /// <inheritdoc/>
    public override FleetOrderKind Kind => FleetOrderKind.AddService;
}

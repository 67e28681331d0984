namespace Fleet.Planning.Orders;

/// <summary>Stop everything on this host. It is never refused, and ends a running operation.</summary>
/// <param name="Id">Names the order.</param>
public sealed record ShutdownOrder(string Id) : FleetOrder(Id)
{
    /// <inheritdoc/>
    public override FleetOrderKind Kind => FleetOrderKind.Shutdown;
}

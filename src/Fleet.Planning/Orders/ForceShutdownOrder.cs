namespace Fleet.Planning.Orders;

/// <summary>Kill everything on this host, now.</summary>
/// <param name="Id">Names the order.</param>
public sealed record ForceShutdownOrder(string Id) : FleetOrder(Id)
{
    /// <inheritdoc/>
    public override FleetOrderKind Kind => FleetOrderKind.ForceShutdown;
}

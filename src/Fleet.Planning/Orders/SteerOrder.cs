namespace Fleet.Planning.Orders;

/// <summary>Pause, resume or abort the operation that runs. An id of an operation that does not run changes nothing.</summary>
/// <param name="Id">Names the order.</param>
/// <param name="Operation">The operation's id.</param>
/// <param name="Steer">What to do with it.</param>
public sealed record SteerOrder(string Id, string Operation, Steer Steer) : FleetOrder(Id)
{
    /// <inheritdoc/>
    public override FleetOrderKind Kind => FleetOrderKind.Steer;
}

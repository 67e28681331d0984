namespace Fleet.Planning.Orders;

/// <summary>An operator's wish. The giver has resolved groups such as <c>all</c> and pinned slots already.</summary>
/// <param name="Id">Names the order; an id that was given before changes nothing.</param>
public abstract record FleetOrder(string Id)
{
    /// <summary>Which order it is.</summary>
    public abstract FleetOrderKind Kind { get; }
}

namespace Fleet.Planning.Budgets;

/// <summary>A permit as windows remember it.</summary>
/// <param name="Order">Grows by one with every grant.</param>
/// <param name="At">When it was granted.</param>
/// <param name="Cost">How much it took.</param>
/// <param name="Key">The key of its request.</param>
/// <param name="Id">Whose it is.</param>
internal sealed record GrantedPermit(long Order, DateTimeOffset At, int Cost, string? Key, (string Holder, long Number) Id)
{
    public static IComparer<GrantedPermit> ByOrder { get; } = Comparer<GrantedPermit>.Create((one, other) => one.Order.CompareTo(other.Order));
}

namespace Fleet.Planning.Budgets;

/// <summary>A request that waits.</summary>
/// <param name="ask">What is asked.</param>
/// <param name="order">Grows by one with every request.</param>
/// <param name="since">When it was asked.</param>
internal sealed class WaitingRequest(BudgetAsk ask, long order, DateTimeOffset since)
{
    /// <summary>How many steps of priority there are.</summary>
    public const int Levels = (int)BudgetPriority.High + 1;

    public static IComparer<WaitingRequest> ByDeadline { get; } =
        Comparer<WaitingRequest>.Create((one, other) => (one.Ask.Deadline, one.Order).CompareTo((other.Ask.Deadline, other.Order)));

    public BudgetAsk Ask => ask;

    public BudgetRequest Request => ask.Request;

    public long Order => order;

    public DateTimeOffset Since => since;

    /// <summary>Its place among those of the same lane.</summary>
    public LinkedListNode<WaitingRequest>? Node { get; set; }

    /// <summary>Its priority, raised by waiting.</summary>
    public int LevelAt(DateTimeOffset now, TimeSpan ageing) =>
        (int)Math.Min(Levels - 1, (int)ask.Request.Priority + (now - since).Ticks / ageing.Ticks);
}

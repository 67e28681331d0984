namespace Fleet.Planning.Budgets;

/// <summary>
/// The permits of one window: those granted within the last <see cref="BudgetRules.SpanOf"/>, each with its own time. A counter that is reset every so often would let twice the
/// limit through around its reset, and a bucket that fills up steadily lets through its burst and what flows in meanwhile.
/// </summary>
internal sealed class SlidingWindow(BudgetWindow window)
{
    private readonly TimeSpan _span = BudgetRules.SpanOf(window);

    // A set and no queue: a permit that is given back must go at once, or giving back in a loop would fill the memory.
    private readonly SortedSet<GrantedPermit> _permits = new(GrantedPermit.ByOrder);

    public BudgetWindow Window => window;

    /// <summary>How much is taken; above the limit only by privileged requests.</summary>
    public long Used { get; private set; }

    public void Forget(DateTimeOffset now)
    {
        while (_permits.Min is { } oldest && oldest.At + _span <= now) Remove(oldest);
    }

    public void Add(GrantedPermit permit)
    {
        _permits.Add(permit);
        Used += permit.Cost;
    }

    public void Remove(GrantedPermit permit)
    {
        if (_permits.Remove(permit)) Used -= permit.Cost;
    }

    public bool Fits(long cost) => Used + cost <= window.Limit;

    /// <summary>When the last of so much could be granted, if each were granted as soon as there is room.</summary>
    public DateTimeOffset FitsAt(long cost, DateTimeOffset now)
    {
        // What goes beyond one window's limit waits for whole spans; the rest waits for the oldest permits to be forgotten.
        var rounds = (cost - 1) / window.Limit;
        var missing = Used + (cost - rounds * window.Limit) - window.Limit;
        var at = now;
        foreach (var permit in _permits)
        {
            if (missing <= 0) break;
            missing -= permit.Cost;
            at = permit.At + _span;
        }

        return at + rounds * _span;
    }
}

namespace Fleet.Planning.Budgets;

/// <summary>Windows that count the same permits: the common ones of a budget, or those of one key.</summary>
internal sealed class WindowSet(IEnumerable<BudgetWindow> windows)
{
    public IReadOnlyList<SlidingWindow> Windows { get; } = [.. windows.Select(window => new SlidingWindow(window))];

    /// <summary>How many requests of these windows wait.</summary>
    public int Waiting { get; set; }

    /// <summary>Whether nothing is remembered and nothing waits.</summary>
    public bool IsIdle => Waiting == 0 && Windows.All(window => window.Used == 0);

    public void Forget(DateTimeOffset now)
    {
        foreach (var window in Windows) window.Forget(now);
    }

    public void Add(GrantedPermit permit)
    {
        foreach (var window in Windows) window.Add(permit);
    }

    public void Remove(GrantedPermit permit)
    {
        foreach (var window in Windows) window.Remove(permit);
    }

    public WindowFit Fit(BudgetRequest request)
    {
        var fit = WindowFit.Room;
        foreach (var window in Windows)
        {
            if (!BudgetRules.Binds(window.Window, request) || window.Fits(request.Cost)) continue;
            if (!window.Window.OrdinaryOnly) return WindowFit.Full;
            fit = WindowFit.FullForOrdinary;
        }

        return fit;
    }

    /// <summary>When a request would fit if so much more were granted before it.</summary>
    public DateTimeOffset FitsAt(BudgetRequest request, long before, DateTimeOffset now)
    {
        var at = now;
        foreach (var window in Windows)
            if (BudgetRules.Binds(window.Window, request) && window.FitsAt(before + request.Cost, now) is var fits && fits > at) at = fits;
        return at;
    }
}

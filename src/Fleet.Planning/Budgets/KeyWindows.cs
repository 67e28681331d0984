namespace Fleet.Planning.Budgets;

/// <summary>The windows of all keys that are in use, a bounded number. A key is forgotten when its permits are and nothing of it waits.</summary>
internal sealed class KeyWindows
{
    // How many times in a window's span the idle ones are looked for.
    private const int SweepsPerSpan = 4;

    private readonly BudgetWindow[] _windows;
    private readonly int _most;
    private readonly TimeSpan _sweepEvery;
    private readonly Dictionary<string, WindowSet> _sets = new(StringComparer.Ordinal);
    private DateTimeOffset _sweepAt = DateTimeOffset.MinValue;

    public KeyWindows(BudgetDefinition definition)
    {
        _windows = [.. definition.Windows.Where(window => window.PerKey)];
        _most = definition.MaxKeys;
        _sweepEvery = IsNeeded ? _windows.Max(BudgetRules.SpanOf) / SweepsPerSpan : TimeSpan.MaxValue;
    }

    /// <summary>Whether the budget has windows per key.</summary>
    public bool IsNeeded => _windows.Length > 0;

    /// <summary>How many keys are in use.</summary>
    public int Count => _sets.Count;

    /// <summary>The windows of a key; null where it is not in use or no window is per key.</summary>
    public WindowSet? Find(string? key, DateTimeOffset now)
    {
        if (key is null || !_sets.TryGetValue(key, out var set)) return null;
        set.Forget(now);
        return set;
    }

    /// <summary>The windows of a key, made where there are none; null where there are too many.</summary>
    public WindowSet? Take(string key, DateTimeOffset now)
    {
        if (Find(key, now) is { } known) return known;
        if (_sets.Count >= _most) Sweep(now);
        if (_sets.Count >= _most) return null;
        return _sets[key] = new WindowSet(_windows);
    }

    /// <summary>Forgets a key where it is idle.</summary>
    public void Drop(string? key)
    {
        if (key is not null && _sets.TryGetValue(key, out var set) && set.IsIdle) _sets.Remove(key);
    }

    /// <summary>Forgets idle keys every now and then.</summary>
    public void Forget(DateTimeOffset now)
    {
        if (IsNeeded && now >= _sweepAt) Sweep(now);
    }

    /// <summary>When the first key may be forgotten; null where all have waiting requests.</summary>
    public DateTimeOffset? FreeAt(DateTimeOffset now)
    {
        DateTimeOffset? first = null;
        foreach (var set in _sets.Values.Where(set => set.Waiting == 0))
        {
            var at = set.Windows.Max(window => window.FitsAt(window.Window.Limit, now));
            if (first is null || at < first) first = at;
        }

        return first;
    }

    private void Sweep(DateTimeOffset now)
    {
        _sweepAt = now + _sweepEvery;
        foreach (var (key, set) in _sets)
        {
            set.Forget(now);
            // Removing while walking is allowed in a Dictionary.
            if (set.IsIdle) _sets.Remove(key);
        }
    }
}

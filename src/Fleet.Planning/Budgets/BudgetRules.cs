using System.Globalization;

namespace Fleet.Planning.Budgets;

/// <summary>What names and definitions of budgets are allowed, and what their values mean.</summary>
public static class BudgetRules
{
    /// <summary>How many budgets a fleet may have.</summary>
    public const int MostBudgets = 256;

    /// <summary>How many requests of a budget may wait.</summary>
    public const int MostWaiting = 5_000;

    /// <summary>How many keys of a budget may be in use at once.</summary>
    public const int MostKeys = 65_536;

    /// <summary>The form of names, to follow "must be".</summary>
    public const string NameForm = "1 to 64 of a-z, 0-9, '-', '_', ':' and '/'";

    private const int LongestName = 64;
    private const int LongestKey = 200;
    private const int MostWindows = 8;
    private const int HighestLimit = 100_000;

    // Each permit within a window is remembered; this bounds what one budget may come to hold.
    private const long MostPermitsOfKeys = 1_000_000;

    private static readonly TimeSpan ShortestWindow = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestMargin = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostOwnMargin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestAgeing = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestAgeing = TimeSpan.FromHours(1);

    /// <summary>Whether a budget may have this name.</summary>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or ':' or '/');

    /// <summary>How much longer than <see cref="BudgetWindow.Per"/> a permit is remembered.</summary>
    /// <remarks>
    /// A fifth and at most 2 s are what clients of Twitch chat have arrived at: 1.2 s for 1 s, 12 s for 10 s, 32 s for 30 s.
    /// </remarks>
    public static TimeSpan MarginOf(BudgetWindow window)
    {
        if (window.Margin is { } margin) return margin;
        var fifth = window.Per / 5;
        return fifth < MostOwnMargin ? fifth : MostOwnMargin;
    }

    /// <summary>How long a permit is remembered.</summary>
    public static TimeSpan SpanOf(BudgetWindow window) => window.Per + MarginOf(window);

    /// <summary>How long after its grant a permit may be used: half of the smallest margin, the other half being the network's; null where no window has a margin.</summary>
    public static TimeSpan? ValidFor(BudgetDefinition definition)
    {
        TimeSpan? smallest = null;
        foreach (var window in definition.Windows)
            if (MarginOf(window) is var margin && margin > TimeSpan.Zero && (smallest is null || margin < smallest)) smallest = margin;
        return smallest / 2;
    }

    /// <summary>What is wrong with a definition, in words to follow its name; null where it is allowed.</summary>
    public static string? FaultOf(BudgetDefinition definition)
    {
        if (definition.Windows is not { Count: > 0 and <= MostWindows }) return $"must have 1 to {MostWindows} windows";
        foreach (var window in definition.Windows)
            if (FaultOf(window) is { } fault) return fault;
        if (definition.MaxWaiting is < 0 or > MostWaiting) return $"may have 0 to {MostWaiting} waiting requests, not {definition.MaxWaiting}";
        if (definition.MaxKeys is < 1 or > MostKeys) return $"may have 1 to {MostKeys} keys, not {definition.MaxKeys}";
        if (definition.Ageing < ShortestAgeing || definition.Ageing > LongestAgeing) return $"must age in 100 ms to 1 h, not {Text(definition.Ageing)}";
        var binding = definition.Windows.Where(window => !window.OrdinaryOnly).ToList();
        if (binding.Count == 0) return "must have a window that holds for all requests, not for ordinary ones only";
        var longest = binding.Max(SpanOf);
        // Else the privileged requests counted in it would have no bound.
        if (definition.Windows.FirstOrDefault(window => window.OrdinaryOnly && SpanOf(window) > longest) is { } tooLong)
            return $"must have a window for all requests that is at least as long as the one for ordinary requests ({Text(tooLong)})";
        if (definition.Windows.Where(window => window.PerKey).Sum(window => (long)window.Limit * definition.MaxKeys) > MostPermitsOfKeys)
            return $"may remember at most {MostPermitsOfKeys} permits of keys: lower the limits per key or the number of keys ({definition.MaxKeys})";
        return null;
    }

    /// <summary>What is wrong with a request, in words to follow "The request"; null where it can be granted.</summary>
    public static string? FaultOf(BudgetDefinition definition, BudgetRequest request)
    {
        if (request.Cost < 1) return $"costs {request.Cost}; it must cost at least 1";
        if (!Enum.IsDefined(request.Priority)) return $"has the unknown priority {(int)request.Priority}";
        if (request.Key is { Length: 0 or > LongestKey }) return $"has a key of {request.Key.Length} characters; 1 to {LongestKey} are allowed";
        foreach (var window in definition.Windows)
        {
            if (window.PerKey && request.Key is null) return $"has no key, but the budget has a window per key ({Text(window)})";
            if (request.Cost > window.Limit && Binds(window, request)) return $"costs {request.Cost}, but a window never has more than {window.Limit} ({Text(window)})";
        }

        return null;
    }

    /// <summary>In what two definitions differ, in words; null where they are the same.</summary>
    public static string? Difference(BudgetDefinition one, BudgetDefinition other)
    {
        var (windows, others) = (one.Windows.Select(Text).Order(StringComparer.Ordinal).ToList(), other.Windows.Select(Text).Order(StringComparer.Ordinal).ToList());
        if (!windows.SequenceEqual(others)) return $"the windows are {string.Join(" and ", windows)}, not {string.Join(" and ", others)}";
        if (one.MaxWaiting != other.MaxWaiting) return $"{one.MaxWaiting} requests may wait, not {other.MaxWaiting}";
        if (one.MaxKeys != other.MaxKeys) return $"{one.MaxKeys} keys may be in use, not {other.MaxKeys}";
        return one.Ageing != other.Ageing ? $"requests age in {Text(one.Ageing)}, not {Text(other.Ageing)}" : null;
    }

    /// <summary>A window in words: <c>20 per 10s margin 2s per key</c>.</summary>
    public static string Text(BudgetWindow window) =>
        string.Create(CultureInfo.InvariantCulture, $"{window.Limit} per {Text(window.Per)} margin {Text(MarginOf(window))}{(window.PerKey ? " per key" : "")}{(window.OrdinaryOnly ? " ordinary" : "")}");

    /// <summary>Whether a window holds a request back.</summary>
    internal static bool Binds(BudgetWindow window, BudgetRequest request) => !(window.OrdinaryOnly && request.Privileged);

    private static string? FaultOf(BudgetWindow? window)
    {
        if (window is null) return "has a window that is nothing";
        if (window.Limit is < 1 or > HighestLimit) return $"has a window with the limit {window.Limit}; 1 to {HighestLimit} are allowed";
        if (window.Per < ShortestWindow || window.Per > LongestWindow) return $"has a window of {Text(window.Per)}; 10 ms to 24 h are allowed";
        return window.Margin is { } margin && (margin < TimeSpan.Zero || margin > LongestMargin) ? $"has a margin of {Text(margin)}; 0 to 1 h are allowed" : null;
    }

    private static string Text(TimeSpan time) =>
        time.TotalSeconds >= 1 || time == TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#######}s")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.####}ms");
}

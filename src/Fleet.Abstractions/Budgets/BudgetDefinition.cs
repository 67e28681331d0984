namespace Fleet;

/// <summary>What a budget allows. Two definitions with the same values are the same.</summary>
public sealed record BudgetDefinition
{
    /// <summary>The limits, which all hold at once: 1 to 8. At least one of them must hold for all requests, and one for ordinary requests only may not be longer than that.</summary>
    public required IReadOnlyList<BudgetWindow> Windows { get; init; }

    /// <summary>How many requests may wait: 0 to 5,000.</summary>
    public int MaxWaiting { get; init; } = 500;

    /// <summary>How many keys may be in use at once, where a window is per key: 1 to 65,536. A key is forgotten when none of its permits lies within a window any more.</summary>
    public int MaxKeys { get; init; } = 1024;

    /// <summary>How long a request waits until it counts as one of the next higher priority: 100 ms to 1 h.</summary>
    public TimeSpan Ageing { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A budget of one window.</summary>
    /// <param name="limit">How much may be granted within the window.</param>
    /// <param name="per">The length of the window.</param>
    public static BudgetDefinition Of(int limit, TimeSpan per) => new() { Windows = [new BudgetWindow { Limit = limit, Per = per }] };

    /// <summary>The same budget with one more window.</summary>
    public BudgetDefinition And(BudgetWindow window) => this with { Windows = [.. Windows, window] };
}

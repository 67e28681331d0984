namespace Fleet;

/// <summary>One limit of a budget: in no stretch of time of the length <see cref="Per"/> is more than <see cref="Limit"/> granted.</summary>
public sealed record BudgetWindow
{
    /// <summary>How much may be granted within the window: 1 to 100,000.</summary>
    public required int Limit { get; init; }

    /// <summary>The length of the window: 10 ms to 24 h.</summary>
    public required TimeSpan Per { get; init; }

    /// <summary>
    /// How much longer the Admiral remembers a permit than <see cref="Per"/>: 0 to 1 h. It pays for the time between the grant and the arrival at the platform, half for
    /// the holder (<see cref="BudgetPermit.TryUse"/>), half for the network. Null means a fifth of <see cref="Per"/>, at most 2 s.
    /// </summary>
    public TimeSpan? Margin { get; init; }

    /// <summary>Whether the limit holds for each <see cref="BudgetRequest.Key"/> by itself instead of for all together.</summary>
    public bool PerKey { get; init; }

    /// <summary>
    /// Whether the limit holds back ordinary requests only. Privileged ones (<see cref="BudgetRequest.Privileged"/>) are counted in it all the same, as platforms do that
    /// allow more to some senders.
    /// </summary>
    public bool OrdinaryOnly { get; init; }
}

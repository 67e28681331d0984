namespace Fleet;

/// <summary>What is asked of a budget.</summary>
public sealed record BudgetRequest
{
    /// <summary>How much of the budget is taken, all at once; at least 1.</summary>
    public int Cost { get; init; } = 1;

    /// <summary>What the windows that are per key tell requests apart by, such as a channel: 1 to 200 characters. Needed where there is such a window, and of no effect otherwise.</summary>
    public string? Key { get; init; }

    /// <summary>Which requests go first.</summary>
    public BudgetPriority Priority { get; init; } = BudgetPriority.Normal;

    /// <summary>Whether windows for ordinary requests only (<see cref="BudgetWindow.OrdinaryOnly"/>) do not hold this one back, such as a moderator's message.</summary>
    public bool Privileged { get; init; }

    /// <summary>How long to wait for the permit: 0 to 10 minutes. Null means 30 s.</summary>
    public TimeSpan? MaxWait { get; init; }
}

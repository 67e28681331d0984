namespace Fleet.Planning.Budgets;

/// <summary>What a budget answers to whatever it is told.</summary>
/// <param name="Outcomes">The requests that ended, in this order.</param>
/// <param name="WakeAt">When it wants to be woken next; null where nothing waits. An earlier or needless waking does no harm.</param>
public sealed record BudgetStep(IReadOnlyList<BudgetOutcome> Outcomes, DateTimeOffset? WakeAt);

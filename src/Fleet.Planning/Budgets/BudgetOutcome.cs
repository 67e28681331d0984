namespace Fleet.Planning.Budgets;

/// <summary>The end of a request.</summary>
/// <param name="Ask">The request.</param>
/// <param name="Error">Why it was not granted; null where it was.</param>
/// <param name="RetryAfter">When there would be room if nobody else came and nobody gave back; null where it was granted, or where it is no question of time.</param>
/// <param name="Waited">How long it waited.</param>
/// <param name="Why">The error in a sentence.</param>
public sealed record BudgetOutcome(BudgetAsk Ask, BudgetError? Error, TimeSpan? RetryAfter, TimeSpan Waited, string? Why);

namespace Fleet.Protocol.Budgets;

/// <summary>The answer to <see cref="BudgetAcquire"/>.</summary>
/// <param name="Error">Why there is no permit, as a number of <see cref="BudgetError"/>; 0 where there is one.</param>
/// <param name="Why">The error in a sentence.</param>
/// <param name="RetryAfter">When there could be one.</param>
/// <param name="Waited">How long the request waited.</param>
/// <param name="ValidFor">How long after its grant the permit may be used; null where its age does not matter.</param>
public sealed record BudgetAcquireReply(int Error, string? Why, TimeSpan? RetryAfter, TimeSpan Waited, TimeSpan? ValidFor);

namespace Fleet.Protocol.Budgets;

/// <summary>The answer to anything but <see cref="BudgetAcquire"/>.</summary>
/// <param name="Error">What is wrong, as a number of <see cref="BudgetError"/>; 0 for nothing.</param>
/// <param name="Why">The error in a sentence.</param>
/// <param name="Status">How the budget stands, where that was asked.</param>
public sealed record BudgetReply(int Error, string? Why, BudgetStatus? Status);

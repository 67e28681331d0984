namespace Fleet.Protocol.Budgets;

/// <summary>A worker asks for a permit.</summary>
/// <param name="Budget">The budget's name.</param>
/// <param name="Number">The worker's number for the request, to take it back by.</param>
/// <param name="Request">What is asked.</param>
/// <param name="WaitMilliseconds">How long it waits; 0 for one that does not.</param>
public sealed record BudgetAcquire(string Budget, long Number, BudgetRequest Request, int WaitMilliseconds);

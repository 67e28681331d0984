namespace Fleet.Protocol.Budgets;

/// <summary>A worker takes a request back: it no longer waits, or its permit was not used.</summary>
/// <param name="Budget">The budget's name.</param>
/// <param name="Number">The number of the request.</param>
public sealed record BudgetReturn(string Budget, long Number);

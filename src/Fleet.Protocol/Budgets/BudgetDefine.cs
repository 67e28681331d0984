namespace Fleet.Protocol.Budgets;

/// <summary>A worker makes sure that a budget is defined.</summary>
/// <param name="Budget">The budget's name.</param>
/// <param name="Definition">What it allows.</param>
public sealed record BudgetDefine(string Budget, BudgetDefinition Definition);

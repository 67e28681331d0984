namespace Fleet.Protocol.Budgets;

/// <summary>A worker asks how a budget stands.</summary>
/// <param name="Budget">The budget's name.</param>
/// <param name="Key">The key whose windows are looked at; null for the common ones only.</param>
public sealed record BudgetQuestion(string Budget, string? Key);

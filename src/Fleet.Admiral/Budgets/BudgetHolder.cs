namespace Fleet.Admiral.Budgets;

/// <summary>Who asks a budget.</summary>
/// <param name="Name">A worker's full name, or that of a part of the Admiral.</param>
/// <param name="Gone">Ends with it.</param>
internal sealed record BudgetHolder(string Name, CancellationToken Gone);

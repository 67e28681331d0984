namespace Fleet;

/// <summary>One window of a budget at one moment.</summary>
/// <param name="Window">The limit.</param>
/// <param name="Used">How much of it is taken now; null for one per key where no key was asked for.</param>
public sealed record BudgetWindowStatus(BudgetWindow Window, int? Used);

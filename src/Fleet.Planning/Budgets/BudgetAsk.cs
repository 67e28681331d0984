namespace Fleet.Planning.Budgets;

/// <summary>A request at a budget.</summary>
/// <param name="Holder">Who asks: a worker's full name, or a part of the Admiral.</param>
/// <param name="Number">The holder's number for it; no two of its requests that wait or whose permit is within a window may have the same.</param>
/// <param name="Request">What is asked.</param>
/// <param name="Deadline">Until when it waits; not after the time of asking for one that does not wait.</param>
public sealed record BudgetAsk(string Holder, long Number, BudgetRequest Request, DateTimeOffset Deadline);

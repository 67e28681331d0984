namespace Fleet.Planning.Budgets;

/// <summary>All budgets by name.</summary>
public sealed class BudgetBook
{
    private readonly Dictionary<string, (Budget Budget, string By)> _budgets = new(StringComparer.Ordinal);

    /// <summary>The names of all budgets.</summary>
    public IReadOnlyList<string> Names => [.. _budgets.Keys.Order(StringComparer.Ordinal)];

    /// <summary>When the first of them wants to be woken; null where nothing waits.</summary>
    public DateTimeOffset? WakeAt => _budgets.Values.Min(entry => entry.Budget.WakeAt);

    /// <summary>The budget of a name; null where there is none.</summary>
    public Budget? Find(string name) => _budgets.TryGetValue(name, out var entry) ? entry.Budget : null;

    /// <summary>Makes sure that there is a budget of this name and definition.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="definition">What it allows.</param>
    /// <param name="by">Who defines it, for those who define it otherwise.</param>
    /// <returns>What is wrong, in a sentence; null where the budget is there.</returns>
    public (BudgetError Error, string Why)? Define(string name, BudgetDefinition definition, string by)
    {
        if (!BudgetRules.IsName(name)) return (BudgetError.BadDefinition, $"The name of a budget must be {BudgetRules.NameForm}.");
        if (BudgetRules.FaultOf(definition) is { } fault) return (BudgetError.BadDefinition, $"The budget \"{name}\" {fault}.");
        if (_budgets.TryGetValue(name, out var known))
        {
            return BudgetRules.Difference(known.Budget.Definition, definition) is { } difference
                ? (BudgetError.Conflict, $"The budget \"{name}\" is defined by {known.By}, and otherwise: there {difference}.")
                : null;
        }

        if (_budgets.Count >= BudgetRules.MostBudgets) return (BudgetError.BadDefinition, $"The fleet has {BudgetRules.MostBudgets} budgets already.");
        _budgets.Add(name, (new Budget(definition), by));
        return null;
    }

    /// <summary>Wakes every budget that wants it.</summary>
    /// <returns>The requests that ended.</returns>
    public IReadOnlyList<BudgetOutcome> Wake(DateTimeOffset now) =>
        [.. _budgets.Values.Where(entry => entry.Budget.WakeAt <= now).SelectMany(entry => entry.Budget.Wake(now).Outcomes)];

    /// <summary>A holder is gone.</summary>
    /// <returns>The requests of others that ended by it.</returns>
    public IReadOnlyList<BudgetOutcome> Leave(string holder, DateTimeOffset now) =>
        [.. _budgets.Values.SelectMany(entry => entry.Budget.Leave(holder, now).Outcomes)];
}

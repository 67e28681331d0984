using Fleet.Planning.Budgets;

namespace Fleet.Planning.Tests.Budgets;

/// <summary>The budget itself; mutants change single answers of it.</summary>
internal class RealBudget(BudgetDefinition definition) : IBudgetUnderTest
{
    protected Budget Budget { get; } = new(definition);

    public (int Waiting, int Keys, int Permits) Figures => (Budget.Waiting, Budget.Keys, Budget.Permits);

    public virtual BudgetStep Ask(BudgetAsk ask, DateTimeOffset now) => Budget.Ask(ask, now);

    public virtual BudgetStep Return(string holder, long number, DateTimeOffset now) => Budget.Return(holder, number, now);

    public virtual BudgetStep Leave(string holder, DateTimeOffset now) => Budget.Leave(holder, now);

    public virtual BudgetStep Wake(DateTimeOffset now) => Budget.Wake(now);
}

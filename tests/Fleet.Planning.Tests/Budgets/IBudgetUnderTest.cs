using Fleet.Planning.Budgets;

namespace Fleet.Planning.Tests.Budgets;

/// <summary>What the simulation drives: the budget itself, or one that is wrong in one way.</summary>
internal interface IBudgetUnderTest
{
    (int Waiting, int Keys, int Permits) Figures { get; }

    BudgetStep Ask(BudgetAsk ask, DateTimeOffset now);

    BudgetStep Return(string holder, long number, DateTimeOffset now);

    BudgetStep Leave(string holder, DateTimeOffset now);

    BudgetStep Wake(DateTimeOffset now);
}

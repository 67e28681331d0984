using Fleet.Planning.Budgets;

namespace Fleet.Planning.Tests.Budgets;

/// <summary>A limiter that never lets anyone wait, by a rule of others.</summary>
internal abstract class LimiterBudget : IBudgetUnderTest
{
    public (int Waiting, int Keys, int Permits) Figures => default;

    public BudgetStep Ask(BudgetAsk ask, DateTimeOffset now) =>
        new([new BudgetOutcome(ask, TryTake(ask.Request, now) ? null : BudgetError.NotYet, TimeSpan.Zero, TimeSpan.Zero, null)], null);

    public BudgetStep Return(string holder, long number, DateTimeOffset now) => new([], null);

    public BudgetStep Leave(string holder, DateTimeOffset now) => new([], null);

    public BudgetStep Wake(DateTimeOffset now) => new([], null);

    protected abstract bool TryTake(BudgetRequest request, DateTimeOffset now);
}

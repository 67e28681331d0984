using Fleet.Planning.Budgets;

namespace Fleet.Planning.Tests.Budgets;

public sealed class BudgetTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _number;

    [Fact]
    public void Window_FullOfPermits_OpensWhenTheOldestIsAsOldAsWindowAndMargin()
    {
        var budget = new Budget(Of(2, seconds: 10));
        Granted(budget.Ask(Ask("a"), At(0))).ShouldBe([1]);
        Granted(budget.Ask(Ask("a"), At(1))).ShouldBe([2]);

        var step = budget.Ask(Ask("a"), At(5));

        step.Outcomes.ShouldBeEmpty();
        // 10 s and a margin of a fifth.
        step.WakeAt.ShouldBe(At(12));
        Granted(budget.Wake(At(11.999))).ShouldBeEmpty();
        Granted(budget.Wake(At(12))).ShouldBe([3]);
    }

    [Fact]
    public void LongestWait_IsOfAllRequests_HoweverTheyEnded()
    {
        var budget = new Budget(Of(1, seconds: 10));
        budget.Ask(Ask("a"), At(0));
        budget.Ask(Ask("a"), At(1));
        budget.Ask(Ask("b", wait: 5), At(4));
        budget.Status("join", null, At(4)).LongestWait.ShouldBe(TimeSpan.Zero);

        budget.Wake(At(9));
        budget.Status("join", null, At(9)).LongestWait.ShouldBe(TimeSpan.FromSeconds(5));
        budget.Wake(At(12));
        budget.Status("join", null, At(12)).LongestWait.ShouldBe(TimeSpan.FromSeconds(11));
    }

    [Fact]
    public void Request_ThatDoesNotWait_IsToldWhen()
    {
        var budget = new Budget(Of(2, seconds: 10));
        budget.Ask(Ask("a", cost: 2), At(0));
        budget.Ask(Ask("a"), At(1));

        var outcome = budget.Ask(Ask("b", wait: 0), At(2)).Outcomes.ShouldHaveSingleItem();

        outcome.Error.ShouldBe(BudgetError.NotYet);
        // Both places open at 12 s; the one that waits takes the first.
        outcome.RetryAfter.ShouldBe(TimeSpan.FromSeconds(10));
        budget.Waiting.ShouldBe(1);
    }

    [Fact]
    public void RetryAfter_BehindMoreThanTheWindowHolds_CountsWholeWindows()
    {
        var budget = new Budget(Of(2, seconds: 10));
        for (var i = 0; i < 6; i++) budget.Ask(Ask("a"), At(0));

        // Two were granted, four wait: two at 12 s, two at 24 s.
        budget.Ask(Ask("b", wait: 0), At(2)).Outcomes.Single().RetryAfter.ShouldBe(TimeSpan.FromSeconds(34));
        budget.Status("x", null, At(2)).NextFree.ShouldBe(TimeSpan.FromSeconds(34));
    }

    [Fact]
    public void Window_PerKey_HoldsBackItsKeyOnly()
    {
        var budget = new Budget(Of(20, seconds: 10).And(new BudgetWindow { Limit = 1, Per = TimeSpan.FromSeconds(1), PerKey = true }));

        Granted(budget.Ask(Ask("a", key: "wren"), At(0))).ShouldBe([1]);
        Granted(budget.Ask(Ask("a", key: "wren"), At(0))).ShouldBeEmpty();
        Granted(budget.Ask(Ask("a", key: "tit"), At(0))).ShouldBe([3]);
        budget.WakeAt.ShouldBe(At(1.2));
        Granted(budget.Wake(At(1.2))).ShouldBe([2]);
    }

    [Fact]
    public void Moderator_OverTheOrdinaryLimit_GoesOn_AndIsCounted()
    {
        // 100 per 30 s, of which ordinary messages see the first 20: one count for both.
        var budget = new Budget(Of(5, seconds: 30).And(new BudgetWindow { Limit = 2, Per = TimeSpan.FromSeconds(30), OrdinaryOnly = true }));
        Granted(budget.Ask(Ask("a"), At(0))).ShouldBe([1]);
        Granted(budget.Ask(Ask("a", privileged: true), At(1))).ShouldBe([2]);

        Granted(budget.Ask(Ask("a"), At(2))).ShouldBeEmpty();
        for (var i = 0; i < 3; i++) Granted(budget.Ask(Ask("a", privileged: true), At(3))).ShouldHaveSingleItem();
        Granted(budget.Ask(Ask("a", privileged: true), At(4))).ShouldBeEmpty();

        // At 33 s four privileged ones are left, which are too many for an ordinary one, and only the privileged one may go on.
        Granted(budget.Wake(At(32))).ShouldBe([7]);
        Granted(budget.Wake(At(33))).ShouldBeEmpty();
        Granted(budget.Wake(At(35))).ShouldBe([3]);
    }

    [Fact]
    public void LargeRequest_IsNotOvertakenBySmallOnes()
    {
        var budget = new Budget(Of(3, seconds: 10));
        budget.Ask(Ask("a"), At(0));
        Granted(budget.Ask(Ask("a", cost: 3), At(1))).ShouldBeEmpty();

        Granted(budget.Ask(Ask("b"), At(2))).ShouldBeEmpty();

        Granted(budget.Wake(At(12))).ShouldBe([2]);
        Granted(budget.Wake(At(24))).ShouldBe([3]);
    }

    [Fact]
    public void Workers_OfOnePriority_AreServedInTurn_HoweverTheyAsk()
    {
        var budget = new Budget(Of(1, seconds: 1));
        budget.Ask(Ask("many"), At(0));
        for (var i = 0; i < 4; i++) budget.Ask(Ask("many", priority: BudgetPriority.High), At(0));
        var served = new List<string>();
        // One that asks again only when it was served must neither be shut out nor go first for ever.
        budget.Ask(Ask("one", priority: BudgetPriority.High), At(0));
        for (var i = 1; i <= 6; i++)
        {
            var holder = budget.Wake(At(1.2 * i)).Outcomes.Single().Ask.Holder;
            served.Add(holder);
            if (holder == "one") budget.Ask(Ask("one", priority: BudgetPriority.High), At(1.2 * i));
        }

        served.ShouldBe(["many", "one", "many", "one", "many", "one"]);
    }

    [Fact]
    public void Priority_Higher_GoesFirst_UntilTheLowerHasWaitedLongEnough()
    {
        var budget = new Budget(Of(1, seconds: 1) with { Ageing = TimeSpan.FromSeconds(4) });
        budget.Ask(Ask("x"), At(0));
        budget.Ask(Ask("low", priority: BudgetPriority.Low), At(0));
        var served = new List<string>();
        for (var i = 1; served.LastOrDefault() != "low"; i++)
        {
            budget.Ask(Ask("high", priority: BudgetPriority.High), At(1.2 * i - 1));
            served.Add(budget.Wake(At(1.2 * i)).Outcomes.Single().Ask.Holder);
        }

        // As high as the others after 8 s, at 8.4 s; and its worker came first.
        served.Count.ShouldBe(7);
    }

    [Fact]
    public void Permit_GivenBack_IsFreeAtOnce_AndOnlyOnce()
    {
        var budget = new Budget(Of(1, seconds: 10));
        budget.Ask(Ask("a"), At(0));
        budget.Ask(Ask("b"), At(1));

        Granted(budget.Return("a", 1, At(2))).ShouldBe([2]);

        Granted(budget.Ask(Ask("a"), At(3))).ShouldBeEmpty();
        Granted(budget.Return("a", 1, At(4))).ShouldBeEmpty();
        Granted(budget.Return("b", 1, At(4))).ShouldBeEmpty();
        budget.Status("x", null, At(4)).Returned.ShouldBe(1);
    }

    [Fact]
    public void Worker_ThatDies_LosesItsPlace_ButWhatItWasGrantedCounts()
    {
        var budget = new Budget(Of(1, seconds: 10));
        budget.Ask(Ask("dead"), At(0));
        budget.Ask(Ask("dead"), At(1));
        budget.Ask(Ask("alive"), At(2));

        Granted(budget.Leave("dead", At(3))).ShouldBeEmpty();

        Granted(budget.Wake(At(12))).ShouldBe([3]);
        budget.Status("x", null, At(12)).Orphaned.ShouldBe(1);
    }

    [Fact]
    public void Queue_Full_TheGreediestGivesWay()
    {
        var budget = new Budget(Of(1, seconds: 10) with { MaxWaiting = 2 });
        budget.Ask(Ask("greedy"), At(0));
        budget.Ask(Ask("greedy"), At(0));
        budget.Ask(Ask("greedy"), At(0));

        budget.Ask(Ask("greedy"), At(1)).Outcomes.Single().ShouldSatisfyAllConditions(o => o.Ask.Number.ShouldBe(4), o => o.Error.ShouldBe(BudgetError.QueueFull), o => o.RetryAfter.ShouldBe(TimeSpan.FromSeconds(35)));
        budget.Ask(Ask("modest"), At(1)).Outcomes.Single().Ask.Number.ShouldBe(3);
        budget.Ask(Ask("modest"), At(1)).Outcomes.Single().Ask.Number.ShouldBe(6);
    }

    [Fact]
    public void Keys_Bounded_AreRefusedUntilOneIsIdle()
    {
        var budget = new Budget(new BudgetDefinition { Windows = [new BudgetWindow { Limit = 1, Per = TimeSpan.FromSeconds(10), PerKey = true }], MaxKeys = 2 });
        budget.Ask(Ask("a", key: "0"), At(0));
        budget.Ask(Ask("a", key: "1"), At(3));

        var outcome = budget.Ask(Ask("a", key: "2"), At(4)).Outcomes.Single();

        outcome.Error.ShouldBe(BudgetError.TooManyKeys);
        outcome.RetryAfter.ShouldBe(TimeSpan.FromSeconds(8));
        Granted(budget.Ask(Ask("a", key: "2"), At(12))).ShouldBe([4]);
        budget.Keys.ShouldBe(2);
        budget.Wake(At(60));
        budget.Keys.ShouldBe(0);
    }

    [Fact]
    public void Clock_ThatGoesBack_OpensNothing()
    {
        var budget = new Budget(Of(1, seconds: 10));
        budget.Ask(Ask("a"), At(20));

        Granted(budget.Ask(Ask("a", wait: 0), At(0))).ShouldBeEmpty();
        budget.Ask(Ask("a", wait: 0), At(0)).Outcomes.Single().RetryAfter.ShouldBe(TimeSpan.FromSeconds(12));
    }

    [Theory]
    [InlineData(0, "key", "The request costs 0; it must cost at least 1.")]
    [InlineData(4, "key", "The request costs 4, but a window never has more than 3 (3 per 10s margin 2s per key).")]
    [InlineData(1, null, "The request has no key, but the budget has a window per key (3 per 10s margin 2s per key).")]
    [InlineData(1, "", "The request has a key of 0 characters; 1 to 200 are allowed.")]
    public void Request_ThatCanNeverBeGranted_IsRefused(int cost, string? key, string why)
    {
        var budget = new Budget(new BudgetDefinition { Windows = [new BudgetWindow { Limit = 3, Per = TimeSpan.FromSeconds(10), PerKey = true }] });

        var outcome = budget.Ask(Ask("a", cost, key), At(0)).Outcomes.Single();

        outcome.Error.ShouldBe(BudgetError.BadRequest);
        outcome.RetryAfter.ShouldBeNull();
        outcome.Why.ShouldBe(why);
    }

    [Fact]
    public void Number_InUse_IsRefused()
    {
        var budget = new Budget(Of(1, seconds: 10));
        budget.Ask(Ask("a"), At(0));

        budget.Ask(Ask("a") with { Number = 1 }, At(1)).Outcomes.Single().Error.ShouldBe(BudgetError.BadRequest);
        Granted(budget.Ask(Ask("a") with { Number = 1 }, At(12))).ShouldBe([1]);
    }

    private static BudgetDefinition Of(int limit, double seconds) => BudgetDefinition.Of(limit, TimeSpan.FromSeconds(seconds));

    private static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    private static long[] Granted(BudgetStep step) => [.. step.Outcomes.Where(outcome => outcome.Error is null).Select(outcome => outcome.Ask.Number)];

    private BudgetAsk Ask(string holder, int cost = 1, string? key = null, BudgetPriority priority = BudgetPriority.Normal, bool privileged = false, double wait = 1000) =>
        new(holder, ++_number, new BudgetRequest { Cost = cost, Key = key, Priority = priority, Privileged = privileged }, wait == 0 ? Start : At(wait));
}

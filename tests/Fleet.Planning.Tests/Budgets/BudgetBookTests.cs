using Fleet.Planning.Budgets;

namespace Fleet.Planning.Tests.Budgets;

public sealed class BudgetBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly BudgetBook _book = new();

    [Fact]
    public void Define_TheSameAgain_ChangesNothing()
    {
        _book.Define("joins", BudgetDefinition.Of(20, TimeSpan.FromSeconds(10)), "fleet.json").ShouldBeNull();
        var budget = _book.Find("joins");

        // The margin is the same, said in words or not.
        _book.Define("joins", new BudgetDefinition { Windows = [new BudgetWindow { Limit = 20, Per = TimeSpan.FromSeconds(10), Margin = TimeSpan.FromSeconds(2) }] }, "cluster-0#1").ShouldBeNull();

        _book.Find("joins").ShouldBeSameAs(budget);
    }

    [Fact]
    public void Define_Otherwise_IsAConflictThatSaysWhich()
    {
        _book.Define("joins", BudgetDefinition.Of(20, TimeSpan.FromSeconds(10)), "fleet.json");

        var conflict = _book.Define("joins", BudgetDefinition.Of(2000, TimeSpan.FromSeconds(10)), "cluster-0#1");

        conflict.ShouldBe((BudgetError.Conflict, "The budget \"joins\" is defined by fleet.json, and otherwise: there the windows are 20 per 10s margin 2s, not 2000 per 10s margin 2s."));
    }

    [Fact]
    public void Define_MoreThanThereMayBe_IsRefused()
    {
        for (var i = 0; i < BudgetRules.MostBudgets; i++) _book.Define($"b{i}", BudgetDefinition.Of(1, TimeSpan.FromSeconds(1)), "me").ShouldBeNull();

        _book.Define("more", BudgetDefinition.Of(1, TimeSpan.FromSeconds(1)), "me")!.Value.Error.ShouldBe(BudgetError.BadDefinition);
        _book.Define("b7", BudgetDefinition.Of(1, TimeSpan.FromSeconds(1)), "me").ShouldBeNull();
    }

    [Fact]
    public void Wake_OfSeveralBudgets_IsTheFirst()
    {
        _book.Define("slow", BudgetDefinition.Of(1, TimeSpan.FromSeconds(10)), "me");
        _book.Define("fast", BudgetDefinition.Of(1, TimeSpan.FromSeconds(1)), "me");
        _book.WakeAt.ShouldBeNull();
        for (var number = 1; number <= 2; number++)
        {
            foreach (var name in (string[])["slow", "fast"])
                _book.Find(name)!.Ask(new BudgetAsk(name, number, new BudgetRequest(), Start + TimeSpan.FromHours(1)), Start);
        }

        _book.WakeAt.ShouldBe(Start + TimeSpan.FromSeconds(1.2));
        _book.Wake(Start + TimeSpan.FromSeconds(1.2)).ShouldHaveSingleItem().Ask.Holder.ShouldBe("fast");
        _book.WakeAt.ShouldBe(Start + TimeSpan.FromSeconds(12));
        _book.Leave("slow", Start + TimeSpan.FromSeconds(2)).ShouldBeEmpty();
        _book.WakeAt.ShouldBeNull();
    }
}

using Fleet.Planning.Budgets;

namespace Fleet.Planning.Tests.Budgets;

public sealed class BudgetRulesTests
{
    private static readonly BudgetDefinition Good = BudgetDefinition.Of(20, TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(10, 2)]
    [InlineData(30, 2)]
    public void Margin_OfItsOwn_IsAFifthAndAtMostTwoSeconds(int seconds, double margin) =>
        BudgetRules.MarginOf(new BudgetWindow { Limit = 1, Per = TimeSpan.FromSeconds(seconds) }).ShouldBe(TimeSpan.FromSeconds(margin));

    [Fact]
    public void Permit_IsValid_ForHalfOfTheSmallestMargin()
    {
        BudgetRules.ValidFor(Good.And(new BudgetWindow { Limit = 1, Per = TimeSpan.FromSeconds(1), PerKey = true })).ShouldBe(TimeSpan.FromMilliseconds(100));
        BudgetRules.ValidFor(new BudgetDefinition { Windows = [new BudgetWindow { Limit = 1, Per = TimeSpan.FromSeconds(1), Margin = TimeSpan.Zero }] }).ShouldBeNull();
    }

    [Theory]
    [InlineData("joins", true)]
    [InlineData("twitch:joins/ada_7-x", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("Joins", false)]
    [InlineData("a.b", false)]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234", true)]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345", false)]
    public void Name_OfItsForm_IsAllowed(string? name, bool allowed) => BudgetRules.IsName(name).ShouldBe(allowed);

    public static TheoryData<BudgetDefinition, string> Faults => new()
    {
        { Good with { Windows = [] }, "must have 1 to 8 windows" },
        { Good with { Windows = null! }, "must have 1 to 8 windows" },
        { Good with { Windows = [null!] }, "has a window that is nothing" },
        { Good with { Windows = [.. Enumerable.Repeat(Good.Windows[0], 9)] }, "must have 1 to 8 windows" },
        { BudgetDefinition.Of(0, TimeSpan.FromSeconds(1)), "has a window with the limit 0; 1 to 100000 are allowed" },
        { BudgetDefinition.Of(1, TimeSpan.FromMilliseconds(9)), "has a window of 9ms; 10 ms to 24 h are allowed" },
        { Good with { Windows = [Good.Windows[0] with { Margin = TimeSpan.FromSeconds(-1) }] }, "has a margin of -1000ms; 0 to 1 h are allowed" },
        { Good with { MaxWaiting = 5001 }, "may have 0 to 5000 waiting requests, not 5001" },
        { Good with { MaxKeys = 0 }, "may have 1 to 65536 keys, not 0" },
        { Good with { Ageing = TimeSpan.Zero }, "must age in 100 ms to 1 h, not 0s" },
        { Good with { Windows = [Good.Windows[0] with { OrdinaryOnly = true }] }, "must have a window that holds for all requests, not for ordinary ones only" },
        { Good.And(new BudgetWindow { Limit = 1, Per = TimeSpan.FromSeconds(40), OrdinaryOnly = true }), "must have a window for all requests that is at least as long as the one for ordinary requests (1 per 40s margin 2s ordinary)" },
        { Good.And(new BudgetWindow { Limit = 1000, Per = TimeSpan.FromSeconds(1), PerKey = true }), "may remember at most 1000000 permits of keys: lower the limits per key or the number of keys (1024)" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Definition_WithAFault_IsToldInWords(BudgetDefinition definition, string fault) => BudgetRules.FaultOf(definition).ShouldBe(fault);

    [Fact]
    public void Definitions_OfTheSameValues_AreTheSame()
    {
        var other = new BudgetWindow { Limit = 1, Per = TimeSpan.FromSeconds(1), PerKey = true };
        BudgetRules.Difference(Good.And(other), new BudgetDefinition { Windows = [other, Good.Windows[0]] }).ShouldBeNull();
        BudgetRules.Difference(Good, Good with { MaxWaiting = 7 }).ShouldBe("500 requests may wait, not 7");
        BudgetRules.Difference(Good, Good with { MaxKeys = 7 }).ShouldBe("1024 keys may be in use, not 7");
        BudgetRules.Difference(Good, Good with { Ageing = TimeSpan.FromSeconds(7) }).ShouldBe("requests age in 10s, not 7s");
    }
}

using Fleet.Admiral.Options.Keys;
using Fleet.Planning.Budgets;
using static Fleet.Admiral.Tests.Options.ConfigUnderTest;

namespace Fleet.Admiral.Tests.Options;

public sealed class BudgetSectionTests
{
    [Fact]
    public void Load_Budgets_AreRead()
    {
        var budgets = Valid(With("""
            "budgets": {
              "joins/ada": { "limit": 20, "per": "10s" },
              "messages": {
                "limit": 100, "per": "30s", "margin": "3s",
                "windows": ["20 per 30s  ordinary", "1 per 1s per key margin 200ms ordinary"],
                "maxWaiting": 50, "maxKeys": 100, "ageing": "5s",
              },
            }
            """)).Budgets;

        BudgetRules.Difference(budgets["joins/ada"], BudgetDefinition.Of(20, TimeSpan.FromSeconds(10))).ShouldBeNull();
        var messages = budgets["messages"];
        messages.Windows.Select(BudgetRules.Text).ShouldBe(["100 per 30s margin 3s", "20 per 30s margin 2s ordinary", "1 per 1s margin 200ms per key ordinary"]);
        (messages.MaxWaiting, messages.MaxKeys, messages.Ageing).ShouldBe((50, 100, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Load_BudgetsFromTheEnvironmentAndSets_AreRead()
    {
        var budgets = Valid(Minimal, new() { ["FLEET__BUDGETS__JOINS__LIMIT"] = "20", ["XDG_RUNTIME_DIR"] = "/run/user/7" }, "budgets.joins.per=10s", "budgets.joins.windows=5 per 1s, 1 per 1s per key").Budgets;

        budgets["joins"].Windows.Select(BudgetRules.Text).ShouldBe(["20 per 10s margin 2s", "5 per 1s margin 200ms", "1 per 1s margin 200ms per key"]);
    }

    [Theory]
    [InlineData("{ \"joins\": { \"limt\": 20 } }", "fleet.json line 4: unknown key \"budgets.joins.limt\". Did you mean \"budgets.joins.limit\"?")]
    [InlineData("{ \"joins\": { \"limit\": 0, \"per\": \"10s\" } }", "budgets.joins.limit = 0 (fleet.json line 4): must be a number, 1 to 100000.")]
    [InlineData("{ \"joins\": { \"limit\": 20 } }", "budgets.joins (fleet.json line 4): must have limit and per together.")]
    [InlineData("{ \"joins\": { \"limit\": 20, \"per\": \"ten\" } }", "budgets.joins.per = \"ten\" (fleet.json line 4): must be a duration, 10ms to 24h.")]
    [InlineData("{ \"joins\": { \"maxKeys\": 5 } }", "budgets.joins (fleet.json line 4): must have 1 to 8 windows.")]
    [InlineData("{ \"joins\": {} }", "budgets.joins (fleet.json line 4): must have 1 to 8 windows.")]
    [InlineData("{ \"Joins\": { \"limit\": 20, \"per\": \"10s\" } }", "the name of a budget = \"Joins\" (fleet.json line 4): must be 1 to 64 of a-z, 0-9, '-', '_', ':' and '/'.")]
    [InlineData("{ \"joins\": { \"windows\": [\"20 in 10s\"] } }", "budgets.joins.windows[0] = \"20 in 10s\" (fleet.json line 4): must be a list of windows as \"20 per 10s\", each followed by any of \"margin 2s\", \"per key\" and \"ordinary\", and named once.")]
    [InlineData("{ \"joins\": { \"windows\": [\"20 per 10s ordinary\"] } }", "budgets.joins (fleet.json line 4): must have a window that holds for all requests, not for ordinary ones only.")]
    public void Load_OneMistake_IsToldOnce(string budgets, string text)
    {
        var faults = Load(With($"\"budgets\": {budgets}")).Faults;

        faults[0].Text.ShouldBe(text);
        if (!text.Contains("unknown key", StringComparison.Ordinal)) faults.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("20 per 10s")]
    [InlineData("1 per 1s margin 0 per key ordinary")]
    [InlineData("1 per 1s ordinary per key margin 1h")]
    public void Window_AsPeopleWriteIt_IsRead(string text) => WindowText.TryRead(text, out _).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("0 per 10s")]
    [InlineData("100001 per 10s")]
    [InlineData("-1 per 10s")]
    [InlineData("20 per 10")]
    [InlineData("20 per 1ms")]
    [InlineData("20 per 25h")]
    [InlineData("20 per 10s per")]
    [InlineData("20 per 10s margin")]
    [InlineData("20 per 10s margin 2h")]
    [InlineData("20 per 10s margin 1s margin 2s")]
    [InlineData("20 per 10s per key per key")]
    [InlineData("20 per 10s ordinary ordinary")]
    [InlineData("20 per 10s each")]
    public void Window_AnythingElse_IsRefused(string text) => WindowText.TryRead(text, out _).ShouldBeFalse();
}

using Fleet.Admiral.Options;

namespace Fleet.Admiral.Tests.Options;

public class CallerListTests
{
    [Theory]
    [InlineData("all", true, true)]
    [InlineData("none", false, false)]
    [InlineData("clusters", true, false)]
    [InlineData("services", false, true)]
    [InlineData("cluster-3", true, false)]
    [InlineData("cluster-33", false, false)]
    [InlineData("stats", false, true)]
    public void Word_NamesTheseWorkers(string word, bool cluster3, bool stats)
    {
        var callers = new CallerList([word]);

        callers.Allows(SlotName.Cluster(3)).ShouldBe(cluster3);
        callers.Allows(SlotName.Service("stats")).ShouldBe(stats);
        callers.ToString().ShouldBe(word);
    }

    [Fact]
    public void Config_WithoutAWord_AllowsOrdersToAll_AndEvaluationToNobody()
    {
        var config = ConfigUnderTest.Valid(ConfigUnderTest.Minimal);

        config.Orders.Allow.ToString().ShouldBe("all");
        config.Evaluation.Allow.IsEmpty.ShouldBeTrue();
        config.Evaluation.Timeout.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Config_WithWords_IsAsItSays()
    {
        var config = ConfigUnderTest.Valid(ConfigUnderTest.With(""" "orders": { "allow": [] }, "eval": { "allow": ["boss", "clusters"], "timeout": "5s" } """));

        config.Orders.Allow.IsEmpty.ShouldBeTrue();
        config.Evaluation.Allow.ToString().ShouldBe("boss, clusters");
        config.Evaluation.Timeout.ShouldBe(TimeSpan.FromSeconds(5));
        ConfigUnderTest.Valid(ConfigUnderTest.Minimal, null, "eval.allow=boss,services").Evaluation.Allow.ToString().ShouldBe("boss, services");
    }

    [Theory]
    [InlineData("""["none", "boss"]""")]
    [InlineData("""["boss", "all"]""")]
    [InlineData("""["The Boss"]""")]
    [InlineData("""["boss", "boss"]""")]
    public void Config_WithWordsThatMeanNothingTogether_IsAFault(string words) =>
        ConfigUnderTest.Faults(ConfigUnderTest.With($$""" "orders": { "allow": {{words}} } """)).ShouldHaveSingleItem().ShouldStartWith("FLEET2003 orders.allow");
}

using Fleet.EndToEnd.Tests.Chaos.Oracles;

namespace Fleet.EndToEnd.Tests.Chaos.OracleTests;

public sealed class SlotOracleTests
{
    // A handover, one that fails and goes back to the old worker, a death, one in the midst of it, and one by itself, whose threads do something yet.
    private const string Good = """
        b#1 opened
        b#1 got a#1 all 1
        b#1 closed
        b#2 opened
        b#2 did a#1/1
        b#2 closed
        b#3 ends in the turn
        b#2 opened
        b#2 got a#1 all 2
        nemesis felled b#2 killed
        nemesis gone b#2
        b#4 opened
        b#4 got a#1 all 3
        c#1 opened
        d#1 opened
        d#1 ends after a while
        d#1 got a#1 all 3
        d#2 opened
        """;

    [Fact]
    public void Check_OfARunInWhichAllIsWell_FindsNothing() => SlotOracle.Check(Story.Of(Good)).ShouldBeEmpty();

    [Theory]
    [InlineData("- b#1 closed", "b#2 began to act at 300000000, when b#1 never ended")]
    [InlineData("- nemesis gone b#2", "b#4 began to act at ")]
    [InlineData("b#1 opened + b#2 opened", "b#2 began to act at 200000000, when b#1 still did until 400000000")]
    [InlineData("b#1 closed + b#1 got a#1 all 2", "b#1 did not act when it wrote: 400000000 b#1 got a#1 all 2")]
    [InlineData("b#2 opened + b#1 did a#1/7", "b#1 did not act when it wrote")]
    [InlineData("b#1 got a#1 all 1 + b#2 got a#1 all 1", "b#2 did not act when it wrote")]
    [InlineData("d#2 opened + d#1 got a#1 all 4", "d#1 did not act when it wrote")]
    [InlineData("nemesis gone b#2 + b#2 did a#1/9", "b#2 did not act when it wrote")]
    public void Check_OfAMutatedRun_FindsIt(string mutation, string found) =>
        SlotOracle.Check(Story.Of(Story.Mutated(Good, mutation))).ShouldContain(wrong => wrong.StartsWith(found, StringComparison.Ordinal), mutation);
}

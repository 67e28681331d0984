using Fleet.EndToEnd.Tests.Chaos.Oracles;

namespace Fleet.EndToEnd.Tests.Chaos.OracleTests;

public sealed class CommandOracleTests
{
    private const string Good = """
        a#1 asked a#1/1 b 1000
        b#1 did a#1/1
        a#1 ended a#1/1 Ok b#1
        a#1 asked a#1/2 b 1000
        a#1 asked a#1/3 b 1000
        b#1 did a#1/2
        b#1 did a#1/3
        nemesis felled b#1 killed
        a#1 ended a#1/3 Unknown TargetLost
        a#1 ended a#1/2 Unknown TargetLost
        a#1 asked a#1/4 b 1000
        a#1 ended a#1/4 NotExecuted Unavailable
        b#2 asked b#2/1 a 1000
        nemesis felled b#2 killed
        a#1 did b#2/1
        """;

    [Fact]
    public void Check_OfARunInWhichAllIsWell_FindsNothing() => CommandOracle.Check(Story.Of(Good)).ShouldBeEmpty();

    [Theory]
    [InlineData("- a#1 ended a#1/1 Ok b#1", "a#1/1 has no outcome")]
    [InlineData("a#1 ended a#1/1 Ok b#1 + a#1 ended a#1/1 Unknown TimedOut", "a#1/1 has 2 outcomes: Ok b#1, Unknown TimedOut")]
    [InlineData("a#1 ended a#1/4 NotExecuted Unavailable + a#1 ended a#1/4 NotExecuted Unavailable", "a#1/4 has 2 outcomes")]
    [InlineData("- b#1 did a#1/1", "a#1/1 ended as Ok b#1 and was executed 0 times")]
    [InlineData("b#1 did a#1/1 + b#1 did a#1/1", "a#1/1 ended as Ok b#1 and was executed 2 times, by b#1")]
    [InlineData("b#1 did a#1/1 + b#2 did a#1/1", "a#1/1 ended as Ok b#1 and was executed 2 times, by b#1 and b#2")]
    [InlineData("b#1 did a#1/2 + c#1 did a#1/2", "a#1/2 ended as Unknown TargetLost and was executed 2 times")]
    [InlineData("a#1 asked a#1/4 b 1000 + b#2 did a#1/4", "a#1/4 ended as NotExecuted Unavailable and was executed 1 times")]
    [InlineData("a#1 ended a#1/1 Ok b#1 => a#1 ended a#1/1 Ok c#1", "a#1/1 was executed by b#1 and answered by c#1")]
    [InlineData("a#1 ended a#1/1 Ok b#1 => a#1 ended a#1/1 Wrong a#1/7", "a#1/1 has an outcome that no command may have")]
    [InlineData("a#1 ended a#1/1 Ok b#1 => c#1 ended a#1/1 Ok b#1", "a#1/1 was asked by a#1 and ended at c#1")]
    [InlineData("a#1 ended a#1/1 Ok b#1 => +7000 a#1 ended a#1/1 Ok b#1", "a#1/1 ended 7100 ms after it was asked")]
    [InlineData("a#1 ended a#1/1 Ok b#1 + b#1 did a#1/9", "a#1/9 was never asked")]
    [InlineData("a#1 ended a#1/1 Ok b#1 + a#1 ended a#1/9 Ok b#1", "a#1/9 was never asked")]
    [InlineData("a#1 asked a#1/1 b 1000 + a#1 asked a#1/1 b 1000", "a#1/1 was asked twice")]
    [InlineData("a#1 did b#2/1 + a#1 did b#2/1", "b#2/1 was executed 2 times")]
    [InlineData("- nemesis felled b#2 killed", "b#2/1 has no outcome")]
    public void Check_OfAMutatedRun_FindsIt(string mutation, string found) =>
        CommandOracle.Check(Story.Of(Story.Mutated(Good, mutation))).ShouldContain(wrong => wrong.StartsWith(found, StringComparison.Ordinal), mutation);

    [Fact]
    public void Check_OfCommandsBegunInAnotherOrder_FindsIt()
    {
        var swapped = Good.Replace("b#1 did a#1/2", "b#1 did a#1/x", StringComparison.Ordinal).Replace("b#1 did a#1/3", "b#1 did a#1/2", StringComparison.Ordinal).Replace("a#1/x", "a#1/3", StringComparison.Ordinal);
        CommandOracle.Check(Story.Of(swapped)).ShouldBe(["b#1 began a#1/2 behind number 3 of the same caller"]);
    }

    [Fact]
    public void Check_WhereNothingExcusesAFailure_FindsEach() =>
        CommandOracle.Check(Story.Of(Good), allSucceed: true).ShouldBe(["a#1/2 failed: Unknown TargetLost", "a#1/3 failed: Unknown TargetLost", "a#1/4 failed: NotExecuted Unavailable"]);
}

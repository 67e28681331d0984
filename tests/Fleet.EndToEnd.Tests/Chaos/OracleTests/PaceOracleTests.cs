using Fleet.EndToEnd.Tests.Chaos.Oracles;

namespace Fleet.EndToEnd.Tests.Chaos.OracleTests;

public sealed class PaceOracleTests
{
    private static readonly PaceOracle Pace = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), Losses: 5, TimeSpan.FromSeconds(60));

    private const string Good = """
        +0 b#1 began 1
        b#1 ends
        +10 b#2 began 2
        b#2 ends
        +900 b#3 began 3
        b#3 ends
        +2300 b#4 began 4
        b#4 ends
        +2400 b#5 began 5
        b#5 ends
        +60000 b#6 began 6
        b#6 ends
        +90000 b#7 began 7
        """;

    [Fact]
    public void Check_OfARunInWhichAllIsWell_FindsNothing() => Pace.Check(Story.Of(Good), "b").ShouldBeEmpty();

    [Theory]
    [InlineData("+900 b#3 began 3 => +700 b#3 began 3", "b#3 came 700 ms after the end of the one before it, and 800 ms is the least")]
    [InlineData("+2300 b#4 began 4 => +1000 b#4 began 4", "b#4 came 1000 ms after the end of the one before it, and 1600 ms is the least")]
    [InlineData("+60000 b#6 began 6 => +3000 b#6 began 6", "b#6 came 3000 ms after the end of the one before it, and 60000 ms is the least")]
    [InlineData("- b#2 ends", "b#3 came although b#2 had not ended")]
    [InlineData("- +2300 b#4 began 4", "b#5 came after b#3")]
    public void Check_OfAMutatedRun_FindsIt(string mutation, string found) => Pace.Check(Story.Of(Story.Mutated(Good, mutation)), "b").ShouldContain(found);
}

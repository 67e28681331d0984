using Fleet.EndToEnd.Tests.Chaos.Oracles;

namespace Fleet.EndToEnd.Tests.Chaos.OracleTests;

public sealed class ProcessOracleTests
{
    private const string Good = """
        b#1 began 11
        b#2 began 12
        nemesis listed 1 12
        nemesis alive 12 1
        """;

    private static readonly ProcessSize Before = new(100 << 20, 50, 20, 0);

    [Fact]
    public void Check_OfARunInWhichAllIsWell_FindsNothing() => ProcessOracle.Check(Story.Of(Good)).ShouldBeEmpty();

    [Theory]
    [InlineData("nemesis alive 12 1 => nemesis alive 12 1 11", "process 11 lives and is nobody's: it was b#1")]
    [InlineData("nemesis alive 12 1 => nemesis alive 12 1 99", "process 99 lives and is nobody's: no worker of the journals")]
    [InlineData("nemesis alive 12 1 => nemesis alive 1", "process 12 is listed and does not live")]
    [InlineData("- nemesis alive 12 1", "nobody has looked at the processes")]
    public void Check_OfAMutatedRun_FindsIt(string mutation, string found) => ProcessOracle.Check(Story.Of(Story.Mutated(Good, mutation))).ShouldBe([found]);

    [Theory]
    [InlineData(120, 55, 24, 0, "")]
    [InlineData(121, 50, 20, 0, "the Admiral has grown by 21 MiB")]
    [InlineData(100, 56, 20, 0, "the Admiral has 6 open files more")]
    [InlineData(100, 50, 25, 0, "the Admiral has 5 threads more")]
    [InlineData(100, 50, 20, 1, "the Admiral has 1 children")]
    public void Growth_BeyondABound_IsFound(int mebibytes, int handles, int threads, int zombies, string found)
    {
        var wrong = new GrowthOracle(Bytes: 20 << 20, Handles: 5, Threads: 4).Check(Before, new ProcessSize((long)mebibytes << 20, handles, threads, zombies));
        if (found.Length == 0) wrong.ShouldBeEmpty();
        else wrong.ShouldHaveSingleItem().ShouldStartWith(found);
    }
}

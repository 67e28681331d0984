using Fleet.EndToEnd.Tests.Chaos.Oracles;

namespace Fleet.EndToEnd.Tests.Chaos.OracleTests;

public sealed class CountOracleTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Receivers = new() { ["all"] = ["b", "c"], ["c"] = ["c"] };

    // b has no room for 2 and 3, c nobody for 1.
    private const string Good = """
        b#1 opened
        a#1 sent all 1
        b#1 got a#1 all 1
        c#1 opened
        a#1 sent all 2
        a#1 sent all 3
        a#1 sent all 4
        c#1 got a#1 all 2
        c#1 got a#1 all 3
        c#1 got a#1 all 4
        b#1 got a#1 all 4
        a#1 sent all 5
        a#1 unsent all 5 Busy
        nemesis dropped b#1 2
        nemesis counted all 2 1 0
        nemesis counted b 2 0 0
        nemesis counted c 0 1 0
        """;

    // The events 2 and 3 went with a worker, and one of them may have been dropped for it before.
    private const string Felled = """
        b#1 opened
        a#1 sent all 1
        b#1 got a#1 all 1
        c#1 got a#1 all 1
        a#1 sent all 2
        a#1 sent all 3
        nemesis felled b#1 killed
        c#1 got a#1 all 2
        c#1 got a#1 all 3
        b#2 opened
        nemesis counted all 1 0 0
        nemesis counted b 1 0 0
        """;

    [Theory]
    [InlineData(Good)]
    [InlineData(Felled)]
    [InlineData(Felled + "\nnemesis dropped b#2 1")]
    public void Check_OfARunInWhichAllIsWell_FindsNothing(string story) => Check(story).ShouldBeEmpty();

    [Theory]
    [InlineData(Good, "nemesis counted b 2 0 0 => nemesis counted b 1 0 0", "2 events did not reach b, and 1 were counted (1 full, 0 nobody, 0 too large)")]
    [InlineData(Good, "- nemesis counted c 0 1 0", "1 events did not reach c, and 0 were counted (0 full, 0 nobody, 0 too large)")]
    [InlineData(Good, "c#1 got a#1 all 2 + c#1 got a#1 all 1", "0 events did not reach c, and 1 were counted (0 full, 1 nobody, 0 too large)")]
    [InlineData(Good, "nemesis dropped b#1 2 => nemesis dropped b#1 1", "b was told of 1 dropped events, and its queue had no room for 2")]
    [InlineData(Good, "nemesis dropped b#1 2 => nemesis dropped b#1 3", "b was told of 3 dropped events, and its queue had no room for 2")]
    [InlineData(Good, "nemesis counted all 2 1 0 => nemesis counted all 2 0 0", "more was counted for the slots than for the fleet")]
    [InlineData(Felled, "nemesis counted b 1 0 0 => nemesis counted b 3 0 0", "2 events did not reach b, and 3 were counted (3 full, 0 nobody, 0 too large)")]
    [InlineData(Felled, "- nemesis felled b#1 killed", "2 events did not reach b, and 1 were counted (1 full, 0 nobody, 0 too large)")]
    public void Check_OfAMutatedRun_FindsIt(string story, string mutation, string found) => Check(Story.Mutated(story, mutation)).ShouldContain(found, mutation);

    private static IReadOnlyList<string> Check(string story) => CountOracle.Check(Story.Of(story), Receivers);
}

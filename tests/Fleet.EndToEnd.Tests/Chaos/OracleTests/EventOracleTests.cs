using Fleet.EndToEnd.Tests.Chaos.Oracles;

namespace Fleet.EndToEnd.Tests.Chaos.OracleTests;

public sealed class EventOracleTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Receivers = new() { ["all"] = ["b", "c"], ["c"] = ["c"] };

    // b is felled with event 2 on its way to it, 3 and 4 find nobody, 5 its successor. c is replaced between 2 and 3.
    private const string Good = """
        b#1 opened
        c#1 opened
        a#1 sent all 1
        b#1 got a#1 all 1
        c#1 got a#1 all 1
        a#1 sent all 2
        nemesis felled b#1 killed
        c#1 got a#1 all 2
        c#1 closed
        a#1 sent all 3
        c#2 opened
        c#2 got a#1 all 3
        b#2 opened
        a#1 sent all 4
        a#1 sent all 5
        b#2 got a#1 all 5
        c#2 got a#1 all 4
        c#2 got a#1 all 5
        a#1 sent all 6
        b#2 got a#1 all 6
        c#2 got a#1 all 6
        d#1 sent c 1
        c#2 got d#1 c 1
        d#1 sent c 2
        d#1 ends in the middle
        """;

    // A handover whose new worker dies while the old one is still there, and resumes.
    private const string Resuming = """
        c#1 opened
        a#1 sent c 1
        c#1 got a#1 c 1
        c#1 closed
        c#2 opened
        a#1 sent c 2
        c#2 got a#1 c 2
        a#1 sent c 3
        c#2 ends while it acts
        c#1 opened
        a#1 sent c 4
        c#1 got a#1 c 4
        """;

    private const string Dropping = """
        c#1 opened
        a#1 sent c 1
        c#1 got a#1 c 1
        a#1 sent c 2
        a#1 sent c 3
        a#1 sent c 4
        c#1 got a#1 c 4
        a#1 sent c 5
        a#1 unsent c 5 Busy
        nemesis dropped c#1 2
        """;

    [Theory]
    [InlineData(Good)]
    [InlineData(Resuming)]
    [InlineData(Resuming + "\nnemesis dropped c#1 1")] // One of those that went with a worker may have been dropped before.
    [InlineData(Dropping)]
    public void Check_OfARunInWhichAllIsWell_FindsNothing(string story) => Check(story).ShouldBeEmpty();

    [Theory]
    [InlineData("- c#1 got a#1 all 2", "1 events of a#1 to all at c are missing, the first is 2")]
    [InlineData("- c#2 got a#1 all 3", "1 events of a#1 to all at c are missing, the first is 3")]
    [InlineData("- c#2 got a#1 all 4", "1 events of a#1 to all at c are missing, the first is 4")]
    [InlineData("- b#2 got a#1 all 6", "1 events of a#1 to all at b are missing, the first is 6")]
    [InlineData("- c#2 got d#1 c 1", "")] // It went with its sender, as the next did.
    [InlineData("- nemesis felled b#1 killed", "3 events of a#1 to all at b are missing, the first is 2")]
    [InlineData("nemesis felled b#1 killed => +9000 nemesis felled b#1 killed", "1 events of a#1 to all at b are missing, the first is 2")]
    [InlineData("- d#1 ends in the middle", "1 events of d#1 to c at c are missing, the first is 2")]
    [InlineData("c#1 got a#1 all 2 + c#1 got a#1 all 2", "event 2 of a#1 to all at c was received twice, at last by c#1")]
    [InlineData("c#2 got a#1 all 3 + c#2 got a#1 all 2", "event 2 of a#1 to all at c was received twice, at last by c#2")]
    [InlineData("b#1 got a#1 all 1 + b#1 got a#1 all 9", "event 9 of a#1 to all at b was never sent")]
    [InlineData("b#1 got a#1 all 1 + b#1 got e#1 all 1", "nobody sent what b got")]
    [InlineData("a#1 sent all 1 + a#1 sent all 1", "a#1 sent all 1 twice")]
    public void Check_OfAMutatedRun_FindsIt(string mutation, string found)
    {
        var wrong = Check(Story.Mutated(Good, mutation));
        if (found.Length == 0) wrong.ShouldBeEmpty(mutation);
        else wrong.ShouldContain(one => one.StartsWith(found, StringComparison.Ordinal), mutation);
    }

    [Theory]
    [InlineData("c#2 ends while it acts => c#3 ends in the turn", "1 events of a#1 to c at c are missing, the first is 3")]
    [InlineData("c#1 got a#1 c 4 + c#1 got a#1 c 2", "event 2 of a#1 to c at c was received twice, at last by c#1")]
    [InlineData("c#1 got a#1 c 4 + nemesis dropped c#1 2", "c was told of 2 dropped events, and 0 are missing")]
    [InlineData("c#2 got a#1 c 2 => c#2 got a#1 c 3", "1 events of a#1 to c at c are missing, the first is 2")]
    public void Check_OfAMutatedReturn_FindsIt(string mutation, string found) =>
        Check(Story.Mutated(Resuming, mutation)).ShouldContain(one => one.StartsWith(found, StringComparison.Ordinal), mutation);

    [Fact]
    public void Check_OfEventsInAnotherOrder_FindsIt()
    {
        // 3 before 2, within one worker and from one to the next.
        Check(Story.Mutated(Story.Mutated(Good, "- c#1 got a#1 all 2"), "c#2 got a#1 all 3 + c#2 got a#1 all 2")).ShouldBe(["event 2 of a#1 to all at c came to c#2 behind 3"]);
        Check(Story.Mutated(Story.Mutated(Good, "- c#2 got a#1 all 4"), "c#2 got a#1 all 6 + c#3 got a#1 all 4")).ShouldBe(["event 4 of a#1 to all at c came to c#3 behind 6"]);
    }

    [Theory]
    [InlineData("nemesis dropped c#1 2 => nemesis dropped c#1 1", "c was told of 1 dropped events, and 2 are missing")]
    [InlineData("nemesis dropped c#1 2 => nemesis dropped c#1 3", "c was told of 3 dropped events, and 2 are missing")]
    [InlineData("- nemesis dropped c#1 2", "2 events of a#1 to c at c are missing, the first is 2")]
    [InlineData("- a#1 unsent c 5 Busy", "c was told of 2 dropped events, and 3 are missing")]
    [InlineData("a#1 unsent c 5 Busy + c#1 got a#1 c 5", "event 5 of a#1 to c at c was never sent")]
    public void Check_OfDropsThatAreNotAsManyAsWereTold_FindsIt(string mutation, string found) =>
        Check(Story.Mutated(Dropping, mutation)).ShouldContain(one => one.StartsWith(found, StringComparison.Ordinal), mutation);

    private static IReadOnlyList<string> Check(string story) => EventOracle.Check(Story.Of(story), Receivers);
}

using Fleet.Twitch.Joining;

namespace Fleet.Twitch.Tests.Joining;

public sealed class JoinBookTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    [Fact]
    public void Channels_InAnySpelling_AreOneChannel()
    {
        var book = new JoinBook(["#Ada", "ada", " ADA "], Deadline);

        book.Channels.Select(channel => channel.Channel).ShouldBe(["ada"]);
        book.Knows("ada").ShouldBeTrue();
    }

    [Fact]
    public void Book_WithAllAnswered_IsSettled()
    {
        var book = new JoinBook(["a", "b", "no,such"], Deadline);
        book.Restart();

        book.Due(TimeSpan.Zero).ShouldBe(2);
        book.Ask(5, TimeSpan.Zero).ShouldBe(["a", "b"]);
        book.Confirm("a");
        book.Settled.IsCompleted.ShouldBeFalse();
        book.Refuse("b", "suspended", TimeSpan.Zero).ShouldBeTrue();

        book.Settled.IsCompleted.ShouldBeTrue();
        book.Channels.Select(channel => channel.IsJoined).ShouldBe([true, false, false]);
        book.Channels[1].Reason.ShouldBe("suspended");
        book.Channels[2].Reason.ShouldContain("1 to 25");
    }

    [Fact]
    public void Request_WithoutAnswer_FailsAtItsDeadlineAndIsRepeatedEverMoreSeldom()
    {
        var book = new JoinBook(["a"], Deadline);
        book.Restart();
        book.Ask(1, TimeSpan.Zero);

        book.Due(TimeSpan.FromSeconds(9.9)).ShouldBe(0);
        book.Settled.IsCompleted.ShouldBeFalse();
        book.Due(TimeSpan.FromSeconds(10)).ShouldBe(0);
        book.Settled.IsCompleted.ShouldBeTrue();
        book.Channels[0].Reason.ShouldContain("no answer");

        book.Due(TimeSpan.FromSeconds(24.9)).ShouldBe(0);
        book.Due(TimeSpan.FromSeconds(25)).ShouldBe(1);
        book.Ask(1, TimeSpan.FromSeconds(25)).ShouldBe(["a"]);
        book.Due(TimeSpan.FromSeconds(35)).ShouldBe(0);
        book.Due(TimeSpan.FromSeconds(64)).ShouldBe(0);
        book.Due(TimeSpan.FromSeconds(65)).ShouldBe(1);
    }

    [Fact]
    public void Restart_AfterSettling_WantsEverythingAgain()
    {
        var book = new JoinBook(["a"], Deadline);
        book.Restart();
        book.Ask(1, TimeSpan.Zero);
        book.Confirm("a");
        book.Restart();

        book.Settled.IsCompleted.ShouldBeFalse();
        book.Due(TimeSpan.Zero).ShouldBe(1);
        book.Channels[0].IsJoined.ShouldBeFalse();
    }
}

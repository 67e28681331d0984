using Fleet.Twitch.Inbox;
using static Fleet.Twitch.Tests.Inbox.Messages;

namespace Fleet.Twitch.Tests.Inbox;

public sealed class ChatInboxTests
{
    private static readonly TimeSpan T0 = TimeSpan.Zero;

    [Fact]
    public void Standby_HoldsMessagesBackUntilActivation()
    {
        var inbox = new ChatInbox(new InboxLimits());

        inbox.Offer(Message("a"), T0).ShouldBeFalse();
        inbox.TryStart("room", T0, out _).ShouldBeFalse();
        Activate(inbox, null).ShouldBe(["room"]);

        Drain(inbox).ShouldBe(["a"]);
    }

    [Fact]
    public void Live_AsksForOnePumpPerChannel()
    {
        var inbox = Live();

        inbox.Offer(Message("a"), T0).ShouldBeTrue();
        inbox.Offer(Message("b"), T0).ShouldBeFalse();
        inbox.Offer(Message("c", "other"), T0).ShouldBeTrue();
        Drain(inbox).ShouldBe(["a", "b"]);
        inbox.Offer(Message("d"), T0).ShouldBeTrue();
    }

    [Fact]
    public void Duplicate_WaitingOrHandled_IsDropped()
    {
        var inbox = Live();

        inbox.Offer(Message("a"), T0);
        inbox.Offer(Message("a"), T0);
        Drain(inbox).ShouldBe(["a"]);
        inbox.Offer(Message("a"), T0).ShouldBeFalse();

        Drain(inbox).ShouldBeEmpty();
        inbox.Counts.Duplicates.ShouldBe(2);
    }

    [Fact]
    public void Channel_WithTooManyWaiting_LosesItsOldestAndCounts()
    {
        var inbox = new ChatInbox(new InboxLimits { PerChannel = 3 });
        foreach (var id in new[] { "a", "b", "c", "d", "e" }) inbox.Offer(Message(id), T0);
        Activate(inbox, null);

        Drain(inbox).ShouldBe(["c", "d", "e"]);
        inbox.Counts.Overflowed.ShouldBe(2);
    }

    [Fact]
    public void Inbox_WithTooManyWaitingInAll_TakesFromTheLongestQueue()
    {
        var inbox = new ChatInbox(new InboxLimits { Total = 4 });
        inbox.Offer(Message("quiet", "quiet"), T0);
        foreach (var id in new[] { "a", "b", "c", "d", "e" }) inbox.Offer(Message(id), T0);
        Activate(inbox, null);

        Drain(inbox).ShouldBe(["c", "d", "e"]);
        Drain(inbox, "quiet").ShouldBe(["quiet"]);
    }

    [Fact]
    public void Standby_LetsOldMessagesGo()
    {
        var inbox = new ChatInbox(new InboxLimits());
        inbox.Offer(Message("old"), T0);
        inbox.Offer(Message("young"), TimeSpan.FromSeconds(80));
        Activate(inbox, null, TimeSpan.FromSeconds(100));

        Drain(inbox).ShouldBe(["young"]);
        inbox.Counts.Expired.ShouldBe(1);
    }

    [Fact]
    public void Message_WithoutId_IsHandledLiveAndLeftOutInStandby()
    {
        var inbox = new ChatInbox(new InboxLimits());
        inbox.Offer(Message(""), T0);
        Activate(inbox, null);
        Drain(inbox).ShouldBeEmpty();

        inbox.Offer(Message(""), T0);
        inbox.Offer(Message(""), T0);
        Drain(inbox).ShouldBe(["", ""]);
        inbox.Export(T0).Handled.ShouldBeEmpty();
    }

    [Fact]
    public void Handover_PassesOnWhatWasHandledAndWhatWaits()
    {
        var old = Live();
        foreach (var number in new[] { 1, 2, 3 }) old.Offer(Message(Uuid(number)), T0);
        old.TryStart("room", T0, out _).ShouldBeTrue();
        old.Finish();
        old.Deactivate().IsCompleted.ShouldBeTrue();
        var state = InboxHandover.FromState(old.Export(T0).ToState()).ShouldNotBeNull();

        // The successor joined late: it never saw 2, and it sees 1 only after the handover.
        var next = new ChatInbox(new InboxLimits());
        next.Offer(Message(Uuid(3)), T0);
        next.Offer(Message(Uuid(4)), T0);
        Activate(next, state);
        next.Offer(Message(Uuid(1)), T0).ShouldBeFalse();

        Drain(next).ShouldBe([Uuid(2), Uuid(3), Uuid(4)]);
    }

    [Fact]
    public void Deactivation_WithHandlersInHand_WaitsForThemAndStartsNone()
    {
        var inbox = Live();
        inbox.Offer(Message("a"), T0);
        inbox.Offer(Message("b"), T0);
        inbox.TryStart("room", T0, out _).ShouldBeTrue();

        var finished = inbox.Deactivate();
        finished.IsCompleted.ShouldBeFalse();
        inbox.Deactivate().ShouldBe(finished);
        inbox.Finish();

        finished.IsCompleted.ShouldBeTrue();
        inbox.TryStart("room", T0, out _).ShouldBeFalse();
        inbox.Export(T0).Handled.ShouldBe([MessageKey.Of("a")]);
    }

    [Fact]
    public void Rollback_WithoutState_ResumesWhereItStopped()
    {
        var inbox = Live();
        inbox.Offer(Message("a"), T0);
        inbox.Offer(Message("b"), T0);
        inbox.TryStart("room", T0, out _);
        inbox.Finish();
        inbox.Deactivate();
        inbox.TryStart("room", T0, out _).ShouldBeFalse();
        inbox.Offer(Message("c"), T0);
        inbox.Offer(Message("a"), T0);
        Activate(inbox, null).ShouldBe(["room"]);

        Drain(inbox).ShouldBe(["b", "c"]);
    }

    [Fact]
    public void Rollback_WithHandlerStillInHand_KeepsTheChannelInOrder()
    {
        var inbox = Live();
        inbox.Offer(Message("a"), T0);
        inbox.Offer(Message("b"), T0);
        inbox.TryStart("room", T0, out _).ShouldBeTrue();
        inbox.Deactivate();

        Activate(inbox, null).ShouldBeEmpty();
        inbox.Finish();
        Drain(inbox).ShouldBe(["b"]);
    }

    [Fact]
    public void Memory_CutShortByNumber_TakesOlderMessagesForHandled()
    {
        var old = new ChatInbox(new InboxLimits { Handled = 2 });
        Activate(old, null);
        var next = new ChatInbox(new InboxLimits());
        for (var i = 0; i < 5; i++)
        {
            var at = TimeSpan.FromSeconds(i);
            old.Offer(Message(Uuid(i)), at);
            next.Offer(Message(Uuid(i)), at);
            old.TryStart("room", at, out _);
            old.Finish();
        }
        next.Offer(Message(Uuid(9)), TimeSpan.FromSeconds(5));
        var handover = old.Export(TimeSpan.FromSeconds(5));
        Activate(next, handover, TimeSpan.FromSeconds(5));

        handover.Handled.Count.ShouldBe(2);
        handover.Reach.ShouldBe(TimeSpan.FromSeconds(3));
        Drain(next).ShouldBe([Uuid(9)]);
    }

    [Fact]
    public void State_IsCompact()
    {
        var inbox = new ChatInbox(new InboxLimits());
        Activate(inbox, null);
        for (var i = 0; i < 40_000; i++)
        {
            inbox.Offer(Message(Uuid(i)), T0);
            inbox.TryStart("room", T0, out _);
            inbox.Finish();
        }
        for (var i = 0; i < 1_000; i++) inbox.Offer(Message(Uuid(100_000 + i), "other"), T0);
        inbox.Deactivate();
        var state = inbox.Export(T0).ToState();

        state.Get<byte[]>("handled")!.Length.ShouldBe(16 * 20_000);
        state.Get<string[]>("waiting")!.Sum(line => line.Length).ShouldBeInRange(50_000, 200_000);
        state.Get<string[]>("handledOther").ShouldBeEmpty();
    }

    [Fact]
    public void HandledKeys_OlderThanTheWindow_AreForgotten()
    {
        var inbox = Live();
        inbox.Offer(Message("a"), T0);
        Drain(inbox);

        inbox.Export(TimeSpan.FromSeconds(120)).Handled.Count.ShouldBe(1);
        inbox.Export(TimeSpan.FromSeconds(121)).Handled.ShouldBeEmpty();
    }

    private static ChatInbox Live()
    {
        var inbox = new ChatInbox(new InboxLimits());
        Activate(inbox, null);
        return inbox;
    }

    private static IReadOnlyList<string> Activate(ChatInbox inbox, InboxHandover? handover, TimeSpan now = default) =>
        inbox.Activate(handover, line => ChatMessage.Read(line, null), now);

    private static List<string> Drain(ChatInbox inbox, string channel = "room")
    {
        var ids = new List<string>();
        while (inbox.TryStart(channel, T0, out var message))
        {
            ids.Add(message!.Id);
            inbox.Finish();
        }
        return ids;
    }
}

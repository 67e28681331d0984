using Fleet.Admiral.Routing;
using Fleet.Planning.Liveness;
using Fleet.Protocol.Framing;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Tests.Routing;

public sealed class MessageRouterTests : IAsyncDisposable
{
    private readonly RoutingUnderTest _fleet = new();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Event_ToOne_ReachesItWithItsSendersName()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendEvent(Target.Service("stats"), "note", "hi");
        stats.SendEvent(Target.Channel("wren"), "back", "there");

        (await stats.ReceivedAsync(1)).ShouldBe(["event note from cluster-0#3: hi"]);
        (await bot.ReceivedAsync(1)).ShouldBe(["event back from stats#1: there"]);
    }

    [Fact]
    public async Task Event_ToEveryone_ReachesEachActiveWorker_AndTheSenderToo()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        var standby = await _fleet.LinkAsync("cluster-0#4");

        bot.SendEvent(Target.Everyone, "note", "hi");

        (await stats.ReceivedAsync(1)).Count.ShouldBe(1);
        (await bot.ReceivedAsync(1)).Count.ShouldBe(1);
        standby.Received.Frames.ShouldBeEmpty();
        _fleet.Figures.EventsToNobody.ShouldBe(1);
    }

    [Fact]
    public async Task Event_ToNobody_IsCountedEachTime_AndLoggedOnceASecond()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        for (var i = 0; i < 100; i++) bot.SendEvent(Target.Service("nobody"), "note\nforged", "hi");
        bot.SendEvent(Target.Cluster(0), "done", "");
        await bot.ReceivedAsync(1);

        _fleet.Figures.EventsToNobody.ShouldBe(100);
        _fleet.Log.Texts.ShouldHaveSingleItem().ShouldContain("No service is named \"nobody\"");

        _fleet.Time.Advance(TimeSpan.FromSeconds(1));
        bot.SendEvent(Target.Service("nobody"), "note", "hi");
        bot.SendEvent(Target.Cluster(0), "done", "");
        await bot.ReceivedAsync(2);
        _fleet.Log.Texts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Event_ToTheAdmiral_IsLogged()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        for (var i = 0; i < 10; i++) bot.SendEvent(Target.Admiral, "note", "hi");
        bot.SendEvent(Target.Cluster(0), "done", "");
        await bot.ReceivedAsync(1);

        _fleet.Log.Texts.ShouldBe(Enumerable.Repeat("cluster-0#3 sent event \"note\" to the Admiral (2 bytes).", 10));
    }

    [Fact]
    public async Task Command_AndItsReply_FindTheirWay_EachUnderItsOwnNumber()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendCommand(900, Target.Service("stats"), "count", "how many", timeout: 2500);
        (await stats.ReceivedAsync(1)).ShouldBe(["command count from cluster-0#3 within 2500: how many"]);
        stats.Link.InFlight.Count.ShouldBe(1);
        stats.SendReply(stats.CorrelationOf(0), "five");

        (await bot.ReceivedAsync(1)).ShouldBe(["reply 900: five"]);
        stats.Link.InFlight.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Reply_ThatNobodyWaitsFor_IsCounted()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        bot.SendCommand(900, Target.Service("stats"), "count", "");
        await stats.ReceivedAsync(1);
        var correlation = stats.CorrelationOf(0);

        stats.SendReply(correlation, "one");
        stats.SendReply(correlation, "two");
        stats.SendReply(12345, "three");
        stats.SendEvent(Target.Cluster(0), "done", "");

        (await bot.ReceivedAsync(2)).ShouldBe(["reply 900: one", "event done from stats#1: "]);
        _fleet.Counters.LateReplies.ShouldBe(2);
    }

    [Fact]
    public async Task Command_ThatCannotBeSent_IsAnsweredWithTheReason()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendCommand(1, Target.Service("nobody"), "count", "");
        bot.SendCommand(2, Target.Cluster(9), "count", "");
        bot.SendCommand(3, Target.Service("stats"), "count", "");

        (await bot.ReceivedAsync(3)).ShouldBe(
        [
            "reply 1: NoSuchTarget No service is named \"nobody\". There are: stats.",
            "reply 2: NoSuchTarget There is no cluster 9: the fleet has 2, from 0.",
            "reply 3: Unavailable stats has no active worker just now; the command was not executed.",
        ]);
    }

    [Fact]
    public async Task Commands_BeyondWhatAWorkerMayHaveInHand_AreBusy()
    {
        await using var fleet = new RoutingUnderTest(new RouteLimits { CommandsPerWorker = 2 });
        await fleet.ActivateAsync("stats#1");
        var bot = await fleet.ActivateAsync("cluster-0#3");

        for (var i = 1UL; i <= 3; i++) bot.SendCommand(i, Target.Service("stats"), "count", "");

        (await bot.ReceivedAsync(1)).ShouldBe(["reply 3: Busy stats has too many messages waiting; the command was not executed."]);
    }

    [Fact]
    public async Task Worker_ThatDoesNotKeepUp_GetsNoCommands_ButEvents()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        stats.Link.Pace = WorkerPace.Behind;

        bot.SendCommand(1, Target.Service("stats"), "count", "");
        (await bot.ReceivedAsync(1)).ShouldBe(["reply 1: Busy stats does not get on with its work (FLEET4202); the command was not executed."]);
        bot.SendEvent(Target.Service("stats"), "note", "hi");
        (await stats.ReceivedAsync(1)).ShouldHaveSingleItem().ShouldStartWith("event note");
        stats.Link.Pace = WorkerPace.Keeping;
        bot.SendCommand(2, Target.Service("stats"), "count", "");

        (await stats.ReceivedAsync(2))[1].ShouldStartWith("command count");
    }

    [Fact]
    public async Task Worker_Lost_TellsAllWhoWaitForIt()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        bot.SendCommand(1, Target.Service("stats"), "count", "");
        bot.SendCommand(2, Target.Service("stats"), "count", "");
        await stats.ReceivedAsync(2);

        await stats.LoseAsync();

        (await bot.ReceivedAsync(2)).ShouldBe(
        [
            "reply 1: TargetLost stats#1 was lost with the command in hand; it may have been executed.",
            "reply 2: TargetLost stats#1 was lost with the command in hand; it may have been executed.",
        ]);
        bot.SendCommand(3, Target.Service("stats"), "count", "");
        (await bot.ReceivedAsync(3))[2].ShouldStartWith("reply 3: Unavailable");
    }

    [Fact]
    public async Task Asker_Lost_CostsOnlyTheReply()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        bot.SendCommand(1, Target.Service("stats"), "count", "");
        await stats.ReceivedAsync(1);
        await bot.LoseAsync();

        stats.SendReply(stats.CorrelationOf(0), "five");
        stats.SendEvent(Target.Service("stats"), "done", "");
        await stats.ReceivedAsync(2);

        _fleet.Counters.LostReplies.ShouldBe(1);
    }

    [Fact]
    public async Task FanOut_TellsWhoWasAsked_AndEachAnswersUnderItsSlot()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var zero = await _fleet.ActivateAsync("cluster-0#3");

        stats.SendCommand(7, Target.AllClusters, "count", "all");
        (await zero.ReceivedAsync(1)).ShouldBe(["command count from stats#1 within 10000: all"]);
        zero.SendReply(zero.CorrelationOf(0), "five");

        (await stats.ReceivedAsync(3)).ShouldBe(
        [
            "notice 7: cluster-0, cluster-1",
            "reply 7 of cluster-1: Unavailable cluster-1 has no active worker just now; the command was not executed.",
            "reply 7 of cluster-0: five",
        ]);
    }

    [Fact]
    public async Task Questions_ToTheAdmiral_AreAnswered()
    {
        _fleet.Answers.Stats = _ => throw new InvalidOperationException("no stats");
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendCommand(1, Target.Admiral, AdmiralCommandNames.Workers, "");
        (await bot.ReceivedAsync(1))[0].ShouldStartWith("reply 1: ");
        bot.SendCommand(2, Target.Admiral, AdmiralCommandNames.LastStats, "");
        bot.SendCommand(3, Target.Admiral, AdmiralCommandNames.CollectStats, "");
        bot.SendCommand(4, Target.Admiral, "fleet.other", "");

        (await bot.ReceivedAsync(4)).Skip(1).ShouldBe(["reply 2: Faulted no stats", "reply 3: Faulted no stats", "reply 4: NoHandler The Admiral has no command \"fleet.other\"."]);
    }

    [Fact]
    public async Task Question_WhoseAnswerFails_CostsNoLink()
    {
        _fleet.Answers.Workers = () => throw new InvalidOperationException("a bug");
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendCommand(1, Target.Admiral, AdmiralCommandNames.Workers, "");

        (await bot.ReceivedAsync(1)).ShouldBe(["reply 1: Faulted a bug"]);
        bot.Link.Connection.Completion.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Question_WhoseAnswerIsTooLarge_IsToldSo()
    {
        await using var fleet = new RoutingUnderTest(linkLimits: ProtocolLimits.Default.WithMaxFrame(ProtocolLimits.HandshakeFrameBytes));
        fleet.Answers.Workers = () => [.. Enumerable.Range(0, 100).Select(i => new WorkerSummary($"cluster-{i}", "", "cluster", "active", 1, 0, 1, 1, 1, false, "note"))];
        var bot = await fleet.ActivateAsync("cluster-0#3");

        bot.SendCommand(1, Target.Admiral, AdmiralCommandNames.Workers, "");

        (await bot.ReceivedAsync(1))[0].ShouldStartWith("reply 1: BadReply The answer of ");
    }

    [Fact]
    public async Task Point_ToNobody_AnswersTheHeldCommands()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        _fleet.Routes[SlotName.Service("stats")].Hold(stats.Link, TimeSpan.FromSeconds(10));
        bot.SendCommand(1, Target.Service("stats"), "count", "");
        bot.SendEvent(Target.Service("stats"), "note", "");
        bot.SendEvent(Target.Cluster(0), "done", "");
        await bot.ReceivedAsync(1);

        _fleet.Router.Point(SlotName.Service("stats"), null);

        (await bot.ReceivedAsync(2))[1].ShouldStartWith("reply 1: Unavailable stats has no active worker");
        _fleet.Figures.EventsToNobody.ShouldBe(1);
    }

    [Fact]
    [Trait("Scenario", "22")]
    public async Task Scenario22_EventOfAWorker_UnderANameOfFleetsOwn_IsDropped_AndTold()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendEvent(Target.Everyone, "fleet.store.change", "forged");
        bot.SendEvent(Target.Service("stats"), "fleet.ready", "forged");
        bot.SendEvent(Target.Admiral, "fleet.ready", "forged");
        bot.SendEvent(Target.Service("stats"), "fleetwide", "not forged");

        (await stats.ReceivedAsync(1)).ShouldBe(["event fleetwide from cluster-0#3: not forged"]);
        _fleet.Counters.ForgedEvents.ShouldBe(3);
        _fleet.Log.Texts.ShouldHaveSingleItem().ShouldBe("cluster-0#3 sent event \"fleet.store.change\", which was dropped: names that begin with \"fleet.\" are Fleet's own.");
    }

    [Fact]
    [Trait("Scenario", "22")]
    public async Task Scenario22_CommandOfAWorker_UnderANameOfFleetsOwn_IsRefused_ButForFetches()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendCommand(900, Target.Service("stats"), "fleet.stop", "now");
        bot.SendCommand(901, Target.Service("stats"), "fleet.fetch", "what");
        bot.SendCommand(902, Target.AllServices, "fleet.stop", "now");

        (await bot.ReceivedAsync(3)).ShouldBe([
            "reply 900: Refused Names that begin with \"fleet.\" are Fleet's own, and cluster-0#3 may not send \"fleet.stop\".",
            "notice 902: stats",
            "reply 902 of stats: Refused Names that begin with \"fleet.\" are Fleet's own, and cluster-0#3 may not send \"fleet.stop\"."]);
        (await stats.ReceivedAsync(1)).ShouldBe(["command fleet.fetch from cluster-0#3 within 10000: what"]);
    }
}

using Fleet.Admiral.Routing;
using Fleet.Admiral.Tests.Links;
using Fleet.Planning.Layouts;
using Fleet.Planning.Liveness;
using Fleet.Protocol.Framing;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Time;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Tests.Routing;

/// <summary>P5: every drop is counted and told.</summary>
public sealed class RoutingFiguresTests : IAsyncDisposable
{
    private static readonly SlotName s_stats = SlotName.Service("stats");
    private static readonly ProtocolLimits s_small = ProtocolLimits.Default with { MaxFrameBytes = 4096, HardMarkBytes = 8 * 1024, StallMarkBytes = 4096 };

    private readonly RoutingUnderTest _fleet = new(new RouteLimits { HeldBytes = 2000, CommandsPerWorker = 4 }, s_small);

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Fleet_InWhichNothingIsLost_CountsWhatArrived()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendEvent(Target.Service("stats"), "note", "hi");
        bot.SendEvent(Target.AllServices, "note", "hi");
        bot.SendCommand(1, Target.Service("stats"), "count", "");
        await stats.ReceivedAsync(3);

        _fleet.Figures.Slots.ShouldBeEmpty();
        (_fleet.Figures with { Slots = [] }).ShouldBe(new RoutingStats { EventsDelivered = 2, CommandsDelivered = 1 });
        _fleet.Log.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_ToASlotWithNobody_AreCountedForIt_AndToldWhenTheyBegin_AndOnceAMinute()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        for (var i = 0; i < 5; i++) bot.SendEvent(Target.Service("stats"), "note", "hi");
        await PassedAsync(bot, 1);
        Lossy("stats").EventsToNobody.ShouldBe(5);
        Drops().ShouldBe(["Events for stats are dropped (1 so far): it has no active worker (fleet ps says why), and events are not kept for the next one."]);

        _fleet.Time.Advance(TimeSpan.FromSeconds(59));
        bot.SendEvent(Target.Service("stats"), "note", "hi");
        await PassedAsync(bot, 2);
        Drops().Count.ShouldBe(1);

        _fleet.Time.Advance(TimeSpan.FromSeconds(1));
        bot.SendEvent(Target.Service("stats"), "note", "hi");
        await PassedAsync(bot, 3);
        Drops()[1].ShouldStartWith("Events for stats are dropped (7 so far): ");
        _fleet.Log.Records.ShouldAllBe(record => record.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Events_ToTheAdmiral_ThatItsLogLeavesOut_AreCounted()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        for (var i = 0; i < 103; i++)
        {
            bot.SendEvent(Target.Admiral, "note", "hi");
            await PassedAsync(bot, i + 1);
        }

        _fleet.Figures.EventsToNobody.ShouldBe(3);
        _fleet.Log.Texts.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Events_ToAGroup_MissSlotsWithNobody_WhichIsCountedAndNoNews()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendEvent(Target.Everyone, "note", "hi");
        await bot.ReceivedAsync(1);

        _fleet.Figures.Slots.Select(slot => (slot.Slot, slot.EventsToNobody)).ShouldBe([("stats", 1), ("cluster-1", 1)]);
        _fleet.Figures.EventsToNobody.ShouldBe(2);
        _fleet.Log.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_BeyondAWorkersQueue_AreCountedAsManyAsItIsToldOf_AndToldOnce()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        stats.Received.Block();
        var sent = 0;
        do
        {
            bot.SendEvent(Target.AllServices, "note", new string('x', 3000));
            sent++;
            await PassedAsync(bot, sent);
        }
        while (_fleet.Figures.EventsOverflowed < 3);

        stats.Received.Unblock();
        var delivered = (int)Lossy("stats").EventsDelivered;
        delivered.ShouldBe(sent - 3);
        await stats.Received.FramesAsync(delivered);
        bot.SendEvent(Target.Service("stats"), "after", "");

        // Told together, or one by one where there was room between them.
        await Until.TrueAsync(() => stats.Received.Frames.Select(LinkedWorker.Describe).Where(text => text.StartsWith("gap ", StringComparison.Ordinal)).Sum(text => int.Parse(text[4..], null)) == 3);
        Drops().ShouldHaveSingleItem().ShouldBe(
            "Events for stats are dropped (1 so far): its queue, or what is held for it during a handover (ipc.holdLimit), is full; send it less, or see what its handlers wait for (LATENCY and QUEUED in fleet stats).");
    }

    [Fact]
    public async Task Frames_Held_AreCountedAgainWhenTheHandoverHasEnded()
    {
        var old = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        _fleet.Routes[s_stats].Hold(old.Link, TimeSpan.FromSeconds(10));
        for (var i = 0; i < 3; i++) bot.SendEvent(Target.Service("stats"), "note", new string('x', 700));
        bot.SendCommand(1, Target.Service("stats"), "count", "");
        await PassedAsync(bot, 1);
        var held = Lossy("stats");
        (held.EventsHeld, held.EventsOverflowed, held.EventsDelivered, held.CommandsHeld).ShouldBe((2, 1, 0, 1));

        var successor = await _fleet.LinkAsync("stats#2");
        _fleet.Router.Point(s_stats, successor.Link);

        var after = Lossy("stats");
        (after.EventsHeld, after.EventsOverflowed, after.EventsDelivered, after.CommandsDelivered).ShouldBe((2, 1, 2, 1));
        Drops().ShouldHaveSingleItem().ShouldStartWith("Events for stats are dropped (1 so far): its queue, or what is held");

        // One handover later the new one is gone: what is held is for nobody, and told apart from the other reason.
        _fleet.Routes[s_stats].Hold(successor.Link, TimeSpan.FromSeconds(10));
        bot.SendEvent(Target.Service("stats"), "note", "hi");
        await PassedAsync(bot, 2);
        _fleet.Router.Point(s_stats, null);
        Lossy("stats").EventsToNobody.ShouldBe(1);
        Drops()[1].ShouldStartWith("Events for stats are dropped (2 so far): it has no active worker");
    }

    [Fact]
    public async Task Commands_Refused_AreCountedByTheReason()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendCommand(1, Target.Service("nobody"), "count", "");
        bot.SendCommand(2, Target.Cluster(1), "count", "");
        // Of four places one asker may have three.
        for (var i = 3UL; i < 7; i++) bot.SendCommand(i, Target.Service("stats"), "count", "");
        await bot.ReceivedAsync(3);
        stats.Link.Pace = WorkerPace.Behind;
        bot.SendCommand(7, Target.Service("stats"), "count", "");
        bot.SendCommand(8, Target.Service("stats"), "fleet.stop", "");
        bot.SendCommand(9, Target.AllServices, "fleet.stop", "");
        await bot.ReceivedAsync(7);

        var figures = _fleet.Figures;
        (figures.CommandsToNobody, figures.CommandsUnavailable, figures.CommandsDelivered, figures.CommandsBusy, figures.CommandsBehind, figures.CommandsForbidden).ShouldBe((1, 1, 3, 1, 1, 2));
        Lossy("stats").CommandsBusy.ShouldBe(1);
        Lossy("cluster-1").CommandsUnavailable.ShouldBe(1);
    }

    [Fact]
    public void Frames_TooLarge_AreCounted_AndThoseThatMovedAreNot()
    {
        var tally = new SlotTally();

        tally.CountEvent(RouteStatus.TooLarge);
        tally.CountCommand(RouteStatus.TooLarge);
        tally.CountEvent(RouteStatus.Moved);
        tally.CountCommand(RouteStatus.Moved);

        tally.Read("stats").ShouldBe(new SlotRoutingStats { Slot = "stats", EventsTooLarge = 1, CommandsTooLarge = 1 });
        tally.HasLosses.ShouldBeTrue();
    }

    [Fact]
    public async Task Layout_Turned_AndServiceRemoved_KeepWhatWasCounted()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        bot.SendEvent(Target.Everyone, "note", "hi");
        bot.SendEvent(Target.Cluster(1), "note", "hi");
        await bot.ReceivedAsync(1);
        await PassedAsync(bot, 1);
        var before = _fleet.Figures;
        var stats = _fleet.Routes[s_stats];

        _fleet.Routes.Turn(new FleetLayout(2, _fleet.Routes.Map.Layout.Clusters.Remove(SlotName.Cluster(1))), TimeSpan.FromSeconds(10));
        _fleet.Routes.Remove(s_stats);

        var after = _fleet.Figures;
        (after with { Slots = [] }).ShouldBe(before with { Slots = [] });
        after.Slots.ShouldBeEmpty();
        // Who has looked the removed one up just before looks again.
        stats.Send([], [], [], []).ShouldBe(RouteStatus.Moved);
        bot.SendEvent(Target.Service("stats"), "note", "hi");
        bot.SendCommand(1, Target.Service("stats"), "count", "");
        await bot.Received.FramesAsync(4);
        (_fleet.Figures.EventsToNobody - before.EventsToNobody, _fleet.Figures.CommandsToNobody).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Layout_TurnedBeforeAWorkerWasToldOfItsDrops_HasTheNextOneTold()
    {
        var old = await _fleet.ActivateAsync("cluster-0#3");
        var bot = await _fleet.ActivateAsync("cluster-1#1");
        old.Received.Block();
        var passed = 0;
        while (_fleet.Figures.EventsOverflowed == 0)
        {
            bot.SendEvent(Target.Cluster(0), "note", new string('x', 3000));
            bot.SendEvent(Target.Cluster(1), "passed", "");
            passed++;
            await bot.ReceivedAsync(passed);
        }

        _fleet.Routes.Turn(new FleetLayout(2, _fleet.Routes.Map.Layout.Clusters), TimeSpan.FromSeconds(10));
        var successor = await _fleet.ActivateAsync("cluster-0#4");

        (await successor.ReceivedAsync(1)).ShouldBe(["gap 1"]);
        Lossy("cluster-0").EventsOverflowed.ShouldBe(1);
    }

    [Fact]
    public async Task Layout_TurnedBackWhileFramesAreHeld_RefusesTheCommands_AndCountsTheEvents()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var layout = _fleet.Routes.Map.Layout;
        _fleet.Router.Turn(layout with { Number = 2 }, TimeSpan.FromSeconds(10));
        stats.SendCommand(1, Target.Cluster(0), "count", "");
        stats.SendEvent(Target.Shard(0), "note", "hi");
        stats.SendEvent(Target.AllServices, "passed", "");
        await stats.ReceivedAsync(1);
        _fleet.Figures.Slots.ShouldBeEmpty();

        // The worker of the new layout failed before it was active.
        _fleet.Router.Turn(layout with { Number = 3 }, TimeSpan.FromSeconds(10));

        (await stats.ReceivedAsync(2))[1].ShouldBe("reply 1: Unavailable cluster-0 has no active worker just now; the command was not executed.");
        (Lossy("cluster-0").EventsToNobody, Lossy("cluster-0").CommandsUnavailable).ShouldBe((1, 1));
        Drops().ShouldHaveSingleItem().ShouldStartWith("Events for cluster-0 are dropped (1 so far): it has no active worker");
    }

    [Fact]
    public async Task Figures_AskedForByABot_ArriveWhole()
    {
        var all = new RoutingStats { EventsOverflowed = 4, RepliesLost = 16, Slots = [new SlotRoutingStats { Slot = "stats", EventsOverflowed = 4, CommandsBehind = 10 }] };
        _fleet.Answers.Stats = _ => Task.FromResult(new FleetStats { Routing = all });
        var serializer = new ContractlessPayloadSerializer();
        var payload = new System.Buffers.ArrayBufferWriter<byte>();
        serializer.Serialize(await _fleet.Answers.GetStatsAsync(false), payload);

        var read = serializer.Deserialize<FleetStats>(payload.WrittenSpan)!.Routing.ShouldNotBeNull();

        read.Slots.ShouldBe(all.Slots);
        (read with { Slots = all.Slots }).ShouldBe(all);
    }

    // All frames before it have been passed on.
    private static async Task PassedAsync(LinkedWorker worker, int times)
    {
        worker.SendEvent(Target.Cluster(0), "passed", "");
        await Until.TrueAsync(() => worker.Received.Frames.Count(frame => LinkedWorker.Describe(frame).StartsWith("event passed", StringComparison.Ordinal)) == times);
    }

    private SlotRoutingStats Lossy(string slot) => _fleet.Figures.Slots.Single(figures => figures.Slot == slot);

    private List<string> Drops() => [.. _fleet.Log.Texts.Where(text => text.StartsWith("Events for", StringComparison.Ordinal))];
}

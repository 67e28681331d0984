using System.Text;
using Fleet.Admiral.Links;
using Fleet.Admiral.Routing;
using Fleet.Admiral.Tests.Links;
using Fleet.Protocol.Framing;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Routing;

public sealed class SlotRouteTests : IAsyncDisposable
{
    private static readonly SlotName s_stats = SlotName.Service("stats");

    private readonly RoutingUnderTest _fleet = new(new RouteLimits { HeldBytes = 2000 });

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Handover_FramesBeforeTheOrder_GoToTheOld_ThoseAfterToTheNew_InOrder()
    {
        var old = await _fleet.ActivateAsync("stats#1");
        var successor = await _fleet.LinkAsync("stats#2");
        Event("1").ShouldBe(RouteStatus.Sent);
        await CommandAsync(2);

        Route.Hold(old.Link, TimeSpan.FromSeconds(10));
        Event("3").ShouldBe(RouteStatus.Held);
        await CommandAsync(4);
        Event("5").ShouldBe(RouteStatus.Held);

        (await old.ReceivedAsync(3)).ShouldBe(["event note from cluster-0#1: 1", "command count from cluster-0#1 within 5000: 2", "deactivate within 10000"]);
        successor.Received.Frames.ShouldBeEmpty();
        Route.Point(successor.Link).ShouldBeEmpty();
        Event("6").ShouldBe(RouteStatus.Sent);
        (await successor.ReceivedAsync(4)).ShouldBe(
            ["event note from cluster-0#1: 3", "command count from cluster-0#1 within 5000: 4", "event note from cluster-0#1: 5", "event note from cluster-0#1: 6"]);
        old.Received.Frames.Count.ShouldBe(3);
        Route.Link.ShouldBeSameAs(successor.Link);
    }

    [Fact]
    public async Task Handover_ThatFails_GivesTheOldOneWhatWasHeld()
    {
        var old = await _fleet.ActivateAsync("stats#1");
        Route.Hold(old.Link, TimeSpan.FromSeconds(10));
        Event("1");

        Route.Point(old.Link).ShouldBeEmpty();

        (await old.ReceivedAsync(2)).ShouldBe(["deactivate within 10000", "event note from cluster-0#1: 1"]);
    }

    [Fact]
    public void Slot_WithNobody_IsUnavailable() => Event("1").ShouldBe(RouteStatus.Unavailable);

    [Fact]
    public async Task Held_BeyondTheBound_IsRefused_AndTheSuccessorIsToldHowManyEvents()
    {
        var old = await _fleet.ActivateAsync("stats#1");
        Route.Hold(old.Link, TimeSpan.FromSeconds(10));
        var held = 0;
        while (Event(new string('x', 100)) == RouteStatus.Held) held++;
        held.ShouldBeInRange(5, 10);
        Event(new string('x', 100)).ShouldBe(RouteStatus.Full);
        Command(9).ShouldBe(RouteStatus.Full);

        var successor = await _fleet.LinkAsync("stats#2");
        Route.Point(successor.Link).ShouldBeEmpty();

        (await successor.ReceivedAsync(held + 1))[held].ShouldBe("gap 2");
        Event("after").ShouldBe(RouteStatus.Sent);
        (await successor.ReceivedAsync(held + 2))[held + 1].ShouldBe("event note from cluster-0#1: after");
    }

    [Fact]
    public async Task Command_HeldTooLong_IsNotSent_AndOneHeldForAWhileWaitsShorter()
    {
        var old = await _fleet.ActivateAsync("stats#1");
        var successor = await _fleet.LinkAsync("stats#2");
        Route.Hold(old.Link, TimeSpan.FromSeconds(10));
        Command(1, timeout: 1000).ShouldBe(RouteStatus.Held);
        Command(2, timeout: 5000).ShouldBe(RouteStatus.Held);
        _fleet.Time.Advance(TimeSpan.FromSeconds(2));

        var failed = Route.Point(successor.Link);

        var (frame, status) = failed.ShouldHaveSingleItem();
        frame.Asker!.Value.Correlation.ShouldBe(1UL);
        status.ShouldBe(RouteStatus.Unavailable);
        (await successor.ReceivedAsync(1)).ShouldBe(["command count from cluster-0#1 within 3000: 2"]);
        successor.Link.InFlight.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Worker_TooSlow_LosesEvents_AndIsToldHowMany()
    {
        // A frame is 4 KiB here and the queue takes two of them.
        var limits = ProtocolLimits.Default with { MaxFrameBytes = 4096, HardMarkBytes = 8 * 1024, StallMarkBytes = 4096 };
        await using var fleet = new RoutingUnderTest(linkLimits: limits);
        var stats = await fleet.ActivateAsync("stats#1");
        var route = fleet.Routes[s_stats];
        stats.Received.Block();
        var payload = new string('x', 4000);
        var sent = 0;
        while (Event(route, payload) == RouteStatus.Sent) sent++;
        var dropped = 1;
        for (; dropped < 5; dropped++)
            if (Event(route, payload) == RouteStatus.Sent) break;

        stats.Received.Unblock();
        await stats.Received.FramesAsync(sent);
        Event(route, "after").ShouldBe(RouteStatus.Sent);

        (await stats.ReceivedAsync(sent + 2)).ShouldContain($"gap {dropped}");
        stats.Link.Connection.Completion.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Frame_TooLarge_IsRefusedAndLeavesNothingInHand()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var payload = new byte[ProtocolLimits.Default.MaxFrameBytes];

        Event(Route, payload).ShouldBe(RouteStatus.TooLarge);
        Route.Send(new Asker(stats.Link, 1, null), "cluster-0#1"u8, "count"u8, 5000, payload).ShouldBe(RouteStatus.TooLarge);

        stats.Link.InFlight.Count.ShouldBe(0);
    }

    [Fact]
    public async Task HoldLimit_OfAnySize_FitsIntoTheQueueOfTheSuccessor()
    {
        // As the Admiral sets it up for ipc.holdLimit = 24 MiB.
        var options = new Admiral.Options.IpcOptions { HoldLimit = 24 * 1024 * 1024 };
        await using var fleet = new RoutingUnderTest(new RouteLimits { HeldBytes = options.HoldLimit }, LinkLimits.Of(options));
        var old = await fleet.ActivateAsync("stats#1");
        var successor = await fleet.LinkAsync("stats#2");
        successor.Received.Block();
        var route = fleet.Routes[s_stats];
        route.Hold(old.Link, TimeSpan.FromSeconds(10));
        var payload = new byte[100_000];
        var held = 0;
        while (Event(route, payload) == RouteStatus.Held) held++;

        route.Point(successor.Link).ShouldBeEmpty();

        successor.Received.Unblock();
        (await successor.Received.FramesAsync(held)).Count.ShouldBeGreaterThanOrEqualTo(held);
    }

    [Fact]
    public async Task ConcurrentSenders_OverManyHandovers_LoseAndReorderNothing()
    {
        const int Senders = 4, Each = 15_000, Handovers = 40;
        var limits = ProtocolLimits.Default with { HardMarkBytes = 128 * 1024 * 1024 };
        await using var fleet = new RoutingUnderTest(new RouteLimits { HeldBytes = 128 * 1024 * 1024, CommandsPerWorker = int.MaxValue }, limits);
        LinkedWorker[] workers = [await fleet.ActivateAsync("stats#1"), await fleet.LinkAsync("stats#2")];
        var route = fleet.Routes[s_stats];
        var sent = 0;
        var senders = Enumerable.Range(0, Senders).Select(sender => OwnThread.RunAsync(() =>
        {
            var from = Encoding.UTF8.GetBytes($"cluster-{sender}#1");
            var asker = new Asker(workers[0].Link, 0, null);
            for (var i = 0; i < Each; i++)
            {
                // Events and commands in turn: their order holds across the two.
                var payload = Encoding.UTF8.GetBytes($"{sender} {i}");
                var status = i % 3 == 0 ? route.Send(asker, from, "c"u8, 60_000, payload) : SendEvent(route, from, payload);
                status.ShouldBeOneOf(RouteStatus.Sent, RouteStatus.Held);
                Interlocked.Increment(ref sent);
            }
        })).ToList();

        var active = 0;
        for (var handover = 0; handover < Handovers; handover++)
        {
            // Spread over the whole run, each with some frames held.
            await Until.TrueAsync(() => Volatile.Read(ref sent) >= handover * (Senders * Each / Handovers));
            route.Hold(workers[active].Link, TimeSpan.FromSeconds(10));
            var heldFrom = Volatile.Read(ref sent);
            await Until.TrueAsync(() => Volatile.Read(ref sent) > heldFrom + 50 || Volatile.Read(ref sent) == Senders * Each);
            active = 1 - active;
            route.Point(workers[active].Link).ShouldBeEmpty();
        }

        await Task.WhenAll(senders).WithDeadline();
        const int Deactivations = Handovers;
        await Until.TrueAsync(() => workers.Sum(w => w.Received.Frames.Count) == (Senders * Each) + Deactivations);

        // Each worker's stream falls into turns, ended by the order to stop; the turns of both alternate.
        var turns = workers.Select(Turns).ToArray();
        var seen = new int[Senders];
        for (var turn = 0; turn <= Handovers; turn++)
            foreach (var (sender, number) in turns[turn % 2][turn / 2])
                number.ShouldBe(seen[sender]++);
        seen.ShouldAllBe(count => count == Each);
    }

    private static List<List<(int Sender, int Number)>> Turns(LinkedWorker worker)
    {
        List<List<(int, int)>> turns = [[]];
        foreach (var frame in worker.Received.Frames)
        {
            var text = LinkedWorker.Describe(frame);
            if (text.StartsWith("deactivate", StringComparison.Ordinal))
            {
                turns.Add([]);
                continue;
            }

            var parts = text[(text.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Split(' ');
            turns[^1].Add((int.Parse(parts[0], null), int.Parse(parts[1], null)));
        }

        return turns;
    }

    private static RouteStatus SendEvent(SlotRoute route, ReadOnlySpan<byte> from, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = EventDelivery.Write(header, from, "note"u8);
        return route.Send(header[..length], from, "note"u8, payload);
    }

    private static RouteStatus Event(SlotRoute route, byte[] payload) => SendEvent(route, "cluster-0#1"u8, payload);

    private static RouteStatus Event(SlotRoute route, string payload) => Event(route, Encoding.UTF8.GetBytes(payload));

    private SlotRoute Route => _fleet.Routes[s_stats];

    private RouteStatus Event(string payload) => Event(Route, payload);

    // Nobody writes to it here.
    private static readonly WorkerLink AnAsker = (WorkerLink)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(WorkerLink));

    private RouteStatus Command(ulong correlation, int timeout = 5000) =>
        Route.Send(new Asker(AnAsker, correlation, null), "cluster-0#1"u8, "count"u8, timeout, Encoding.UTF8.GetBytes($"{correlation}"));

    private Task CommandAsync(ulong correlation)
    {
        Command(correlation).ShouldBeOneOf(RouteStatus.Sent, RouteStatus.Held);
        return Task.CompletedTask;
    }
}

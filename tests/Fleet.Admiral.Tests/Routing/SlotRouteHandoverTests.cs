using System.Collections.Concurrent;
using System.Text;
using Fleet.Admiral.Links;
using Fleet.Admiral.Routing;
using Fleet.Protocol.Connections;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Connections;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Routing;

/// <summary>The handover at its heart: whatever senders do meanwhile, each frame goes to exactly one of the two workers, in order, and none behind its Deactivate.</summary>
public sealed class SlotRouteHandoverTests
{
    private const int Senders = 4;
    private const int FramesOfEach = 20_000;
    private const int Turns = 40;

    [Fact]
    public async Task Turns_WhileManySend_LoseDoubleAndReorderNothing()
    {
        var route = new SlotRoute(SlotName.Service("stats"), new RouteLimits { HeldBytes = 64 * 1024 * 1024 }, TimeProvider.System);
        await using var first = await Peer.OpenAsync("first");
        await using var second = await Peer.OpenAsync("second");
        first.Acts = true;
        route.Point(first.Link);

        using var stop = new CountdownEvent(Senders);
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < FramesOfEach; i++) Send(route, sender, i).ShouldBeOneOf(RouteStatus.Sent, RouteStatus.Held);
            stop.Signal();
        }, TestContext.Current.CancellationToken)).ToList();

        var (active, other) = (first, second);
        for (var turn = 0; turn < Turns || !stop.IsSet; turn++)
        {
            route.Hold(active.Link, TimeSpan.FromSeconds(10));
            await active.DeactivatedAsync();
            other.Acts = true;
            route.Point(other.Link).ShouldBeEmpty();
            (active, other) = (other, active);
        }

        await Task.WhenAll(senders).WithDeadline();
        route.Hold(active.Link, TimeSpan.FromSeconds(10));
        await active.DeactivatedAsync();

        first.AfterDeactivate.ShouldBe(0);
        second.AfterDeactivate.ShouldBe(0);
        var all = first.Frames.Concat(second.Frames).ToList();
        all.Count.ShouldBe(Senders * FramesOfEach);
        all.Distinct().Count().ShouldBe(all.Count);
        foreach (var peer in (Peer[])[first, second])
        {
            foreach (var ofSender in peer.Frames.GroupBy(f => f.Sender))
            {
                // Between two turns a worker sees a run of a sender's frames; over all turns they only ever rise.
                var numbers = ofSender.Select(f => f.Number).ToList();
                numbers.ShouldBe(numbers.Order());
            }
        }
    }

    [Fact]
    public async Task Point_AtNobody_GivesBackWhatWasHeld()
    {
        await using var peer = await Peer.OpenAsync("only");
        var route = new SlotRoute(SlotName.Service("stats"), new RouteLimits(), TimeProvider.System);
        route.Point(peer.Link);
        route.Hold(peer.Link, TimeSpan.FromSeconds(1));
        Send(route, 0, 1).ShouldBe(RouteStatus.Held);
        Send(route, 0, 2).ShouldBe(RouteStatus.Held);

        var refused = route.Point(null);

        refused.Select(r => r.Status).ShouldBe([RouteStatus.Unavailable, RouteStatus.Unavailable]);
        Send(route, 0, 3).ShouldBe(RouteStatus.Unavailable);
    }

    [Fact]
    public async Task Hold_PastItsBound_RefusesMore()
    {
        await using var peer = await Peer.OpenAsync("only");
        var route = new SlotRoute(SlotName.Service("stats"), new RouteLimits { HeldBytes = 1000 }, TimeProvider.System);
        route.Point(peer.Link);
        route.Hold(peer.Link, TimeSpan.FromSeconds(1));
        var statuses = Enumerable.Range(0, 100).Select(i => Send(route, 0, i)).ToList();

        statuses[0].ShouldBe(RouteStatus.Held);
        statuses[^1].ShouldBe(RouteStatus.Full);
        statuses.Count(s => s == RouteStatus.Held).ShouldBeLessThan(10);
    }

    private static RouteStatus Send(SlotRoute route, int sender, int number)
    {
        var from = Encoding.UTF8.GetBytes($"cluster-{sender}#1");
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = EventDelivery.Write(header, from, "seen"u8);
        return route.Send(header[..length], from, "seen"u8, BitConverter.GetBytes(number));
    }

    /// <summary>A worker's end that notes what it gets.</summary>
    private sealed class Peer : IFrameReceiver, IAsyncDisposable
    {
        private readonly SocketPair _sockets;
        private readonly Connection _workerEnd;
        private readonly SemaphoreSlim _deactivated = new(0);
        private volatile bool _acts;

        private Peer(string name, SocketPair sockets)
        {
            _sockets = sockets;
            // Nothing is sent the other way, so the desk is never asked.
            Link = new WorkerLink(sockets.Near, null, new ConnectionOptions { Name = name }, null!, commandsInFlight: 16);
            _workerEnd = new Connection(sockets.Far, this, new ConnectionOptions { Name = name + " worker" });
            _workerEnd.Start();
        }

        /// <summary>Whether frames may come: set by the test before it turns the route here, ended by the Deactivate.</summary>
        public bool Acts { set => _acts = value; }

        public static async Task<Peer> OpenAsync(string name) => new(name, await SocketPair.OpenAsync());

        public WorkerLink Link { get; }

        public ConcurrentQueue<(string Sender, int Number)> Frames { get; } = new();

        public int AfterDeactivate { get; private set; }

        public async Task DeactivatedAsync() => (await _deactivated.WaitAsync(Deadlines.Default)).ShouldBeTrue();

        public void OnFrame(ReadOnlySpan<byte> body)
        {
            var reader = new MsgPackReader(body);
            var (kind, fields) = MessageHeader.Read(ref reader);
            if (kind == MessageKind.Deactivate)
            {
                _acts = false;
                _deactivated.Release();
                return;
            }

            var message = EventDelivery.Read(ref reader, fields);
            if (!_acts) AfterDeactivate++;
            Frames.Enqueue((Encoding.UTF8.GetString(message.From), BitConverter.ToInt32(message.Payload)));
        }

        public void OnBatchEnd()
        {
        }

        public void OnClosed(DisconnectReason reason)
        {
        }

        public async ValueTask DisposeAsync()
        {
            await _workerEnd.DisposeAsync();
            await Link.Connection.DisposeAsync();
            _deactivated.Dispose();
            _sockets.Dispose();
        }
    }
}

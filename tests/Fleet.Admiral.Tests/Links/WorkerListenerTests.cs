using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Fleet.Admiral.Links;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Framing;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Connections;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Links;

public sealed class WorkerListenerTests : IAsyncDisposable
{
    private readonly JoiningUnderTest _joining = new();
    private readonly LocalEndpoint _endpoint = LocalEndpoint.Create();
    private readonly RecordedLog<WorkerListener> _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IDisposable> _sockets = [];
    private Task _listening = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening.WithDeadline();
        foreach (var socket in _sockets) socket.Dispose();
        _endpoint.Dispose();
        _stop.Dispose();
        await _joining.DisposeAsync();
    }

    [Fact]
    public async Task Worker_WithItsTokenAndItsProcess_Joins()
    {
        Listen(new SocketPeerIdentity());
        var token = _joining.Expect("stats#1");
        _joining.Launched("stats#1", Environment.ProcessId);
        using var received = new RecordingReceiver();
        await using var worker = new Connection(Connect(), received, new ConnectionOptions { Name = "worker" });
        worker.Start();

        SayHello(worker, token);

        LinkedWorker.Describe((await received.FramesAsync(1))[0]).ShouldBe("welcome stats#1");
        _joining.Desk.Links.ShouldHaveSingleItem().Peer!.Value.ProcessId.ShouldBe(Environment.ProcessId);
        _log.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Worker_OfAnotherProcess_IsRefused_WhateverItsToken()
    {
        Listen(new SocketPeerIdentity());
        var token = _joining.Expect("stats#1");
        _joining.Launched("stats#1", Environment.ProcessId + 1);
        using var received = new RecordingReceiver();
        await using var worker = new Connection(Connect(), received, new ConnectionOptions { Name = "worker" });
        worker.Start();

        SayHello(worker, token);

        await received.Closed.WithDeadline();
        received.Frames.ShouldBeEmpty();
        _joining.Refusals.ShouldHaveSingleItem().ShouldContain("joined from another process");
    }

    [Fact]
    public async Task Peer_ThatTheSystemDoesNotTell_IsProvedByItsToken_AndThatIsLogged()
    {
        Listen(new NoPeers());
        var token = _joining.Expect("stats#1");
        _joining.Launched("stats#1", Environment.ProcessId + 1);
        using var received = new RecordingReceiver();
        await using var worker = new Connection(Connect(), received, new ConnectionOptions { Name = "worker" });
        worker.Start();

        SayHello(worker, token);

        await received.FramesAsync(1);
        _log.Texts.ShouldBe(["The process behind a connection is unknown, so only its token proves it: no such system call."]);
    }

    [Fact]
    public async Task Connection_ThatSaysNothing_IsClosedAfterTwoSeconds()
    {
        Listen(new SocketPeerIdentity());
        var socket = Connect();
        await Until.TrueAsync(() => _joining.Desk.HalfOpen == 1);
        await _joining.Time.TimerArmedAsync().WithDeadline();

        _joining.Time.Advance(TimeSpan.FromSeconds(1.9));
        _joining.Desk.HalfOpen.ShouldBe(1);
        _joining.Time.Advance(TimeSpan.FromSeconds(0.1));

        (await socket.ReceiveAsync(new byte[1]).WithDeadline()).ShouldBe(0);
        _joining.Desk.HalfOpen.ShouldBe(0);
        _joining.Refusals.ShouldBe(["A connection to the worker socket was refused: nothing that proves a worker came in time."]);
    }

    [Fact]
    public async Task Connections_ThatSayNothing_AreClosedFromTheSixtyFifthOn()
    {
        Listen(new SocketPeerIdentity());
        for (var i = 0; i < 64; i++) Connect();
        await Until.TrueAsync(() => _joining.Desk.HalfOpen == 64);

        var socket = Connect();

        (await socket.ReceiveAsync(new byte[1]).WithDeadline()).ShouldBe(0);
        _joining.Desk.HalfOpen.ShouldBe(64);
        _log.Texts.ShouldBe(["64 connections wait to prove themselves; one more was closed."]);
    }

    [Fact]
    public async Task Connection_WhoseAcceptanceFails_CostsNoOther()
    {
        Listen(new FailsOnce());
        var lost = Connect();

        Connect();

        await Until.TrueAsync(() => _joining.Desk.HalfOpen == 1);
        _log.Texts.ShouldBe(["A worker's connection could not be accepted: no more threads"]);
        (await lost.ReceiveAsync(new byte[1]).WithDeadline()).ShouldBe(0);
    }

    [Fact]
    public async Task Endpoint_Disposed_EndsTheListening()
    {
        Listen(new SocketPeerIdentity());

        _endpoint.Dispose();

        await _listening.WithDeadline();
    }

    private void Listen(IPeerIdentity peers) =>
        _listening = new WorkerListener(_endpoint, _joining.Desk, peers, ProtocolLimits.Default, 64, _joining.Time, _log).RunAsync(_stop.Token);

    private Socket Connect()
    {
        var socket = LocalEndpoint.Connect(_endpoint.Path, Deadlines.Default);
        _sockets.Add(socket);
        return socket;
    }

    private static void SayHello(Connection worker, byte[] token)
    {
        Span<byte> header = stackalloc byte[128];
        var length = new Hello(ProtocolVersion.Current, WorkerName.Parse("stats#1"), token).Write(header);
        worker.TrySend(header[..length], default).ShouldBe(SendStatus.Queued);
        worker.Flush();
    }

    private sealed class NoPeers : IPeerIdentity
    {
        public bool TryIdentify(Socket socket, out PeerCredentials peer, [NotNullWhen(false)] out string? unsupported)
        {
            (peer, unsupported) = (default, "no such system call.");
            return false;
        }
    }

    private sealed class FailsOnce : IPeerIdentity
    {
        private readonly SocketPeerIdentity _real = new();
        private bool _failed;

        public bool TryIdentify(Socket socket, out PeerCredentials peer, [NotNullWhen(false)] out string? unsupported)
        {
            if (_failed) return _real.TryIdentify(socket, out peer, out unsupported);
            _failed = true;
            throw new InvalidOperationException("no more threads");
        }
    }
}

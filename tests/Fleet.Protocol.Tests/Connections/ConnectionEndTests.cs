using Fleet.Protocol.Connections;
using Fleet.Protocol.Framing;
using Fleet.Protocol.MessagePack;
using Fleet.TestKit.Connections;
using Fleet.TestKit.Time;

namespace Fleet.Protocol.Tests.Connections;

public class ConnectionEndTests
{
    [Fact]
    public async Task Close_TellsBothSidesWhy()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();

        pair.Near.Close(DisconnectReason.HandshakeRefused);
        pair.Near.Close(DisconnectReason.InternalError);

        (await pair.Near.Completion.WithDeadline()).ShouldBe(DisconnectReason.HandshakeRefused);
        (await pair.Far.Completion.WithDeadline()).ShouldBe(DisconnectReason.PeerClosed);
        (await pair.NearReceiver.Closed).ShouldBe(DisconnectReason.HandshakeRefused);
        pair.NearReceiver.Closings.ShouldBe(1);
        pair.Near.TrySend([1], []).ShouldBe(SendStatus.Closed);
    }

    [Fact]
    public async Task Close_BeforeStart_CompletesWithoutTellingTheReceiver()
    {
        using SocketPair sockets = await SocketPair.OpenAsync();
        using var receiver = new RecordingReceiver();
        await using var connection = new Connection(sockets.Near, receiver, ConnectionTests.Named("near"));

        connection.Close(DisconnectReason.ClosedLocally);
        connection.Start();

        (await connection.Completion.WithDeadline()).ShouldBe(DisconnectReason.ClosedLocally);
        receiver.Closings.ShouldBe(0);
    }

    [Fact]
    public async Task Close_FromItsOwnFrame_DeliversNoFurtherFrame()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();
        pair.FarReceiver.Handle = _ => pair.Far.Close(DisconnectReason.ClosedLocally);

        pair.Near.TrySend([1], []);
        pair.Near.TrySend([2], []);
        pair.Near.Flush();

        await pair.Far.Completion.WithDeadline();
        pair.FarReceiver.Frames.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PeerGone_WithWordsOnTheWay_DeliversThemFirst(bool withOursUnread)
    {
        using SocketPair sockets = await SocketPair.OpenAsync();
        using var receiver = new RecordingReceiver();
        await using var near = new Connection(sockets.Near, receiver, ConnectionTests.Named("near"));
        if (withOursUnread)
            sockets.Near.Send([0, 0, 0, 1, 41]);
        sockets.Far.Send([0, 0, 0, 1, 42, 0, 0]);
        sockets.Far.Dispose();

        near.TrySend([1], []);
        near.Flush();
        near.Start();

        (await near.Completion.WithDeadline()).ShouldBe(DisconnectReason.PeerClosed);
        receiver.Frames.ShouldHaveSingleItem().ShouldBe([42]);
    }

    [Fact]
    public async Task PeerGone_WhileItIsFull_FreesTheWriterAndIsCalledSo()
    {
        // Many rounds: the reader and the writer race to see the end first.
        for (int round = 0; round < 40; round++)
        {
            using SocketPair sockets = await SocketPair.OpenAsync();
            await using var near = new Connection(sockets.Near, new RecordingReceiver(), ConnectionTests.Named("near"));
            near.Start();
            while (near.TrySend([1], new byte[10_000]) is not SendStatus.Full)
                near.Flush();

            sockets.Far.Dispose();

            (await near.Completion.WithDeadline()).ShouldBe(DisconnectReason.PeerClosed);
            near.Counters.BytesWaiting.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Receiver_ThrowsAViolation_ClosesOnlyThisConnectionWithItsReason()
    {
        await using ConnectionPair bad = await ConnectionPair.OpenAsync();
        await using ConnectionPair good = await ConnectionPair.OpenAsync();
        bad.FarReceiver.Handle = _ =>
        {
            good.Near.TrySend([5], []);
            good.Near.Flush();
            throw new ProtocolViolationException(DisconnectReason.HandshakeRefused, "wrong token");
        };

        bad.Near.TrySend([1], []);
        bad.Near.Flush();

        (await bad.Far.Completion.WithDeadline()).ShouldBe(DisconnectReason.HandshakeRefused);
        bad.Far.Failure.ShouldBeOfType<ProtocolViolationException>().Message.ShouldBe("wrong token");
        (await good.FarReceiver.FramesAsync(1))[0].ShouldBe([5]);
    }

    [Fact]
    public async Task Receiver_MeetsMalformedBytes_ClosesWithProtocolViolation()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();
        pair.FarReceiver.Handle = frame => new MsgPackReader(frame).ReadArrayHeader();

        pair.Near.TrySend([0xc1], []);
        pair.Near.Flush();

        (await pair.Far.Completion.WithDeadline()).ShouldBe(DisconnectReason.ProtocolViolation);
        pair.Far.Failure.ShouldBeOfType<MsgPackException>();
    }

    [Fact]
    public async Task Receiver_ThrowsAnything_ClosesWithInternalError()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();
        pair.FarReceiver.BatchEnd = () => throw new InvalidOperationException("bug");

        pair.Near.TrySend([1], []);
        pair.Near.Flush();

        (await pair.Far.Completion.WithDeadline()).ShouldBe(DisconnectReason.InternalError);
        pair.Far.Failure.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task Peer_DeclaresAnOverLongFrame_IsClosed()
    {
        using SocketPair sockets = await SocketPair.OpenAsync();
        await using var near = new Connection(sockets.Near, new RecordingReceiver(), ConnectionTests.Named("near"));
        near.Start();

        sockets.Far.Send([0xff, 0xff, 0xff, 0xff]);

        (await near.Completion.WithDeadline()).ShouldBe(DisconnectReason.FrameTooLarge);
    }

    [Fact]
    public async Task CloseAfterFlush_LastWord_Arrives()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();
        byte[] payload = new byte[1000];
        for (int i = 0; i < 5000; i++)
            pair.Near.TrySend([1], payload);
        pair.Near.TrySend([2], []);

        (await pair.Near.CloseAfterFlushAsync(DisconnectReason.ClosedLocally, Deadlines.Default).WithDeadline()).ShouldBeTrue();

        (await pair.Far.Completion.WithDeadline()).ShouldBe(DisconnectReason.PeerClosed);
        pair.FarReceiver.Frames.Count.ShouldBe(5001);
        pair.FarReceiver.Frames[^1].ShouldBe([2]);
    }

    [Fact]
    public async Task CloseAfterFlush_PeerDoesNotRead_ClosesAtTheLimit()
    {
        var time = new ManualTime();
        using SocketPair sockets = await SocketPair.OpenAsync();
        await using var near = new Connection(sockets.Near, new RecordingReceiver(), ConnectionTests.Named("near") with { Time = time });
        near.Start();
        while (near.TrySend([1], new byte[10_000]) is not SendStatus.Full)
            near.Flush();

        Task<bool> closing = near.CloseAfterFlushAsync(DisconnectReason.ClosedLocally, TimeSpan.FromSeconds(2));
        near.TrySend([1], []).ShouldBe(SendStatus.Closed);
        time.Advance(TimeSpan.FromSeconds(2));

        (await closing.WithDeadline()).ShouldBeFalse();
        (await near.Completion.WithDeadline()).ShouldBe(DisconnectReason.ClosedLocally);
    }

    [Fact]
    public async Task Dispose_WhileManyThreadsSend_EndsWithoutHangOrException()
    {
        for (int round = 0; round < 30; round++)
        {
            ConnectionPair pair = await ConnectionPair.OpenAsync();
            using var barrier = new Barrier(5);
            Task[] senders = [.. Enumerable.Range(0, 4).Select(_ => ConnectionTests.OnOwnThread(() =>
            {
                byte[] payload = new byte[2000];
                barrier.SignalAndWait(Deadlines.Default);
                while (pair.Near.TrySend([1], payload) is not SendStatus.Closed)
                    pair.Near.Flush();
                pair.Near.Flush();
            }))];
            barrier.SignalAndWait(Deadlines.Default);
            await pair.FarReceiver.FramesAsync(50);

            await (round % 2 == 0 ? pair.Near : pair.Far).DisposeAsync().AsTask().WithDeadline();
            await Task.WhenAll(senders).WithDeadline();
            await pair.DisposeAsync().AsTask().WithDeadline();
            pair.Near.Completion.IsCompletedSuccessfully.ShouldBeTrue();
            pair.Far.Completion.IsCompletedSuccessfully.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Start_Twice_Throws()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();

        Should.Throw<InvalidOperationException>(pair.Near.Start);
    }

    [Fact]
    public async Task Limits_ThatContradict_AreRefused()
    {
        using SocketPair sockets = await SocketPair.OpenAsync();

        Should.Throw<ArgumentOutOfRangeException>(() => new Connection(
            sockets.Near, new RecordingReceiver(), ConnectionTests.Named("near") with { Limits = ProtocolLimits.Default with { HardMarkBytes = 5000 } }));
    }
}

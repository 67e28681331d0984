using Fleet.Protocol.Connections;
using Fleet.Protocol.Framing;
using Fleet.TestKit.Connections;
using Fleet.TestKit.Time;

namespace Fleet.Protocol.Tests.Connections;

public class ConnectionPressureTests
{
    private static readonly ProtocolLimits Small = new()
    {
        MaxFrameBytes = 64 * 1024,
        StallMarkBytes = 256 * 1024,
        HardMarkBytes = 384 * 1024,
        ControlReserveBytes = 64 * 1024,
    };

    [Fact]
    public async Task Send_ToAPeerThatDoesNotRead_StallsThenIsFullAndStaysBounded()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync(Small);
        await BlockFar(pair);

        List<SendStatus> statuses = [SendStatus.Queued];
        int queued = 0;
        for (int i = 0; i < 100_000; i++)
        {
            SendStatus status = pair.Near.TrySend([1], new byte[1000]);
            queued += status is SendStatus.Full ? 0 : 1;
            if (statuses[^1] != status)
                statuses.Add(status);
            if (status is SendStatus.Full && pair.Near.Counters.FramesRefused >= 1000)
                break;
            pair.Near.Flush();
            pair.Near.Counters.BytesWaiting.ShouldBeLessThanOrEqualTo(Small.HardMarkBytes);
        }

        statuses.ShouldContain(SendStatus.Stalled);
        statuses[^1].ShouldBe(SendStatus.Full);
        pair.Near.Counters.FramesRefused.ShouldBeGreaterThanOrEqualTo(1000);

        // Nothing that was queued is lost when the peer reads again.
        pair.FarReceiver.Unblock();
        (await pair.FarReceiver.FramesAsync(queued + 1)).Count.ShouldBe(queued + 1);
    }

    [Fact]
    public async Task Send_ToAFullPeer_LeavesOtherConnectionsAlone()
    {
        await using ConnectionPair full = await ConnectionPair.OpenAsync(Small);
        await using ConnectionPair other = await ConnectionPair.OpenAsync(Small);
        await BlockFar(full);
        Fill(full.Near);

        other.Near.TrySend([7], []).ShouldBe(SendStatus.Queued);
        other.Near.Flush();

        (await other.FarReceiver.FramesAsync(1))[0].ShouldBe([7]);
    }

    [Fact]
    public async Task Control_AboveTheHardMark_UsesItsReserveAndStaysBehindTheData()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync(Small);
        await BlockFar(pair);
        int queued = Fill(pair.Near);

        pair.Near.TrySend([99], [], SendLane.Control).ShouldBe(SendStatus.Stalled);
        pair.Near.TrySend([1], new byte[1000]).ShouldBe(SendStatus.Full);
        pair.FarReceiver.Unblock();
        (await pair.Near.WaitForRoomAsync(Deadlines.Default, CancellationToken.None)).ShouldBeTrue();
        pair.Near.TrySend([100], []).ShouldBe(SendStatus.Queued);
        pair.Near.Flush();

        IReadOnlyList<byte[]> frames = await pair.FarReceiver.FramesAsync(queued + 3);
        frames[^2].ShouldBe([99]);
        frames[^1].ShouldBe([100]);
    }

    [Fact]
    public async Task Control_ReserveUsedUp_IsFull()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync(Small);
        await BlockFar(pair);
        Fill(pair.Near);

        int taken = 0;
        while (pair.Near.TrySend([1], new byte[995], SendLane.Control) is not SendStatus.Full)
            taken++;

        taken.ShouldBeInRange(64, 66);
    }

    [Fact]
    public async Task WaitForRoom_UntilThePeerReads_IsTrue()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync(Small);
        await BlockFar(pair);
        Fill(pair.Near);
        Task<bool> room = pair.Near.WaitForRoomAsync(Deadlines.Default, CancellationToken.None).AsTask();
        room.IsCompleted.ShouldBeFalse();

        pair.FarReceiver.Unblock();

        (await room.WithDeadline()).ShouldBeTrue();
    }

    [Fact]
    public async Task WaitForRoom_LimitPasses_IsFalse()
    {
        var time = new ManualTime();
        await using ConnectionPair pair = await ConnectionPair.OpenAsync(Small, time);
        await BlockFar(pair);
        Fill(pair.Near);
        Task<bool> room = pair.Near.WaitForRoomAsync(TimeSpan.FromMilliseconds(10), CancellationToken.None).AsTask();

        time.Advance(TimeSpan.FromMilliseconds(10));

        (await room.WithDeadline()).ShouldBeFalse();
    }

    [Fact]
    public async Task WaitForRoom_ConnectionEnds_IsFalse()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync(Small);
        await BlockFar(pair);
        Fill(pair.Near);
        Task<bool> room = pair.Near.WaitForRoomAsync(Deadlines.Default, CancellationToken.None).AsTask();

        pair.Near.Close(DisconnectReason.ClosedLocally);

        (await room.WithDeadline()).ShouldBeFalse();
    }

    [Fact]
    public async Task WaitForRoom_Cancelled_Throws()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync(Small);
        await BlockFar(pair);
        Fill(pair.Near);
        using var cancellation = new CancellationTokenSource();
        Task<bool> room = pair.Near.WaitForRoomAsync(Deadlines.Default, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(room);
    }

    [Fact]
    public async Task PeerTakesNothing_ForTheStallLimit_IsDisconnected()
    {
        var time = new ManualTime();
        await using ConnectionPair pair = await ConnectionPair.OpenAsync(Small, time);
        await BlockFar(pair);
        Fill(pair.Near);
        await time.TimerArmedAsync().WithDeadline();

        time.Advance(TimeSpan.FromSeconds(7.4));
        pair.Near.Completion.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(5.1));

        (await pair.Near.Completion.WithDeadline()).ShouldBe(DisconnectReason.PeerStalled);
        pair.Near.TrySend([1], []).ShouldBe(SendStatus.Closed);
    }

    [Fact]
    public async Task PeerReadsAgain_BeforeTheStallLimit_StaysAndTheWatchStops()
    {
        var time = new ManualTime();
        await using ConnectionPair pair = await ConnectionPair.OpenAsync(Small, time);
        await BlockFar(pair);
        int queued = Fill(pair.Near);
        await time.TimerArmedAsync().WithDeadline();
        time.Advance(TimeSpan.FromSeconds(7.4));

        pair.FarReceiver.Unblock();
        await pair.FarReceiver.FramesAsync(queued + 1);
        time.Advance(TimeSpan.FromMinutes(5));

        pair.Near.Completion.IsCompleted.ShouldBeFalse();
        time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task TwoPeers_FullOfEachOther_DoNotDeadlock()
    {
        // Both readers answer every frame with two: whoever blocked in a send here would never read again.
        const int Echoes = 20_000;
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();
        byte[] payload = new byte[500];
        int left = Echoes;
        int arrived = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Echo(Connection connection)
        {
            for (int i = 0; i < 2 && Interlocked.Decrement(ref left) >= 0; i++)
                connection.TrySend([1], payload);
            connection.Flush();
        }

        void Arrive(Connection connection)
        {
            Echo(connection);
            if (Interlocked.Increment(ref arrived) == Echoes)
                all.SetResult();
        }

        pair.NearReceiver.Handle = _ => Arrive(pair.Near);
        pair.FarReceiver.Handle = _ => Arrive(pair.Far);
        Echo(pair.Near);

        await all.Task.WithDeadline();
    }

    private static async Task BlockFar(ConnectionPair pair)
    {
        pair.FarReceiver.Block();
        pair.Near.TrySend([0], []);
        pair.Near.Flush();
        await pair.FarReceiver.Blocked.WithDeadline();
    }

    // Fills the kernel, then the outbox to its hard mark; returns the frames queued. A batch flushes inline, so the
    // kernel itself has said that it takes no more before anything is left to the writer: the state is final.
    private static int Fill(Connection connection)
    {
        byte[] payload = new byte[995];
        int queued = 0;
        while (connection.TrySend([1], payload) is not SendStatus.Full)
        {
            queued++;
            using (FlushBatch.Begin())
                connection.Flush();
        }

        return queued;
    }
}

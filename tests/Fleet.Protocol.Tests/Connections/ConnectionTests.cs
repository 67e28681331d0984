using System.Buffers.Binary;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Framing;
using Fleet.TestKit.Connections;
using Fleet.TestKit.Time;

namespace Fleet.Protocol.Tests.Connections;

public class ConnectionTests
{
    [Fact]
    public async Task Send_HeaderAndPayload_ArriveAsOneBody()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();

        pair.Near.TrySend([1, 2], [3, 4, 5]).ShouldBe(SendStatus.Queued);
        pair.Near.TrySend([], []).ShouldBe(SendStatus.Queued);
        pair.Near.Flush();

        IReadOnlyList<byte[]> frames = await pair.FarReceiver.FramesAsync(2);
        frames[0].ShouldBe([1, 2, 3, 4, 5]);
        frames[1].ShouldBeEmpty();
        pair.Near.Counters.ShouldBe(new ConnectionCounters(0, 0, 2, 13, 0, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_ManyWriters_KeepsTheOrderOfEach(bool batched)
    {
        const int Writers = 8, PerWriter = 5_000;
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();
        using var barrier = new Barrier(Writers);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => OnOwnThread(() =>
        {
            byte[] frame = new byte[8];
            barrier.SignalAndWait(Deadlines.Default);
            for (int i = 0; i < PerWriter; i++)
            {
                BinaryPrimitives.WriteInt32BigEndian(frame, writer);
                BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), i);
                pair.Near.TrySend(frame, new byte[i % 50], i % 7 == 0 ? SendLane.Control : SendLane.Data).ShouldBe(SendStatus.Queued);
                if (!batched || i % 100 == 0)
                    pair.Near.Flush();
            }

            pair.Near.Flush();
        }))).WithDeadline();

        IReadOnlyList<byte[]> frames = await pair.FarReceiver.FramesAsync(Writers * PerWriter);
        int[] next = new int[Writers];
        foreach (byte[] frame in frames)
        {
            int writer = BinaryPrimitives.ReadInt32BigEndian(frame);
            BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4)).ShouldBe(next[writer]++);
        }
    }

    [Fact]
    public async Task Send_FrameOfTheLimit_ArrivesWhole()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();
        byte[] payload = new byte[ProtocolLimits.Default.MaxFrameBytes - 3];
        new Random(1).NextBytes(payload);

        pair.Near.TrySend([1, 2, 3], payload).ShouldBe(SendStatus.Queued);
        pair.Near.TrySend([9], []).ShouldBe(SendStatus.Queued);
        pair.Near.Flush();

        IReadOnlyList<byte[]> frames = await pair.FarReceiver.FramesAsync(2);
        frames[0].AsSpan(3).SequenceEqual(payload).ShouldBeTrue();
        frames[1].ShouldBe([9]);
    }

    [Fact]
    public async Task Send_LargestConfigurableFrame_ArrivesWhole()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync(ProtocolLimits.Default.WithMaxFrame(ProtocolLimits.LargestFrameBytes));
        byte[] payload = new byte[ProtocolLimits.LargestFrameBytes];
        new Random(2).NextBytes(payload);

        pair.Near.TrySend([], payload).ShouldBe(SendStatus.Queued);
        pair.Near.Flush();

        (await pair.FarReceiver.FramesAsync(1))[0].AsSpan().SequenceEqual(payload).ShouldBeTrue();
    }

    [Fact]
    public async Task Send_FrameAboveTheLimit_IsTooLargeAndCounted()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();

        pair.Near.TrySend([1], new byte[ProtocolLimits.Default.MaxFrameBytes]).ShouldBe(SendStatus.TooLarge);

        pair.Near.Counters.FramesRefused.ShouldBe(1);
        pair.Near.Completion.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Send_BeforeStart_LeavesWithTheFirstFlush()
    {
        using SocketPair sockets = await SocketPair.OpenAsync();
        using var receiver = new RecordingReceiver();
        await using var near = new Connection(sockets.Near, new RecordingReceiver(), Named("near"));
        await using var far = new Connection(sockets.Far, receiver, Named("far"));

        near.TrySend([1], []).ShouldBe(SendStatus.Queued);
        far.Start();
        near.Flush();

        (await receiver.FramesAsync(1)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Send_ByTheWriterThreadOnly_KeepsOrder()
    {
        using SocketPair sockets = await SocketPair.OpenAsync();
        using var receiver = new RecordingReceiver();
        await using var near = new Connection(sockets.Near, new RecordingReceiver(), Named("near") with { AlwaysUseWriter = true });
        await using var far = new Connection(sockets.Far, receiver, Named("far"));
        near.Start();
        far.Start();

        for (int i = 0; i < 2000; i++)
        {
            near.TrySend([(byte)i], new byte[i]);
            near.Flush();
        }

        IReadOnlyList<byte[]> frames = await receiver.FramesAsync(2000);
        frames.Select(frame => (int)frame[0]).ShouldBe(Enumerable.Range(0, 2000).Select(i => i & 255));
    }

    [Fact]
    public async Task Flush_InsideABatch_IsPutOffToItsEnd()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();
        long outDuringBatch = -1;
        pair.FarReceiver.Handle = frame =>
        {
            pair.Far.TrySend(frame, []);
            pair.Far.Flush();
            outDuringBatch = Math.Max(outDuringBatch, pair.Far.Counters.BytesOut - (pair.FarReceiver.Batches * 5));
        };

        pair.Near.TrySend([1], []);
        pair.Near.Flush();

        (await pair.NearReceiver.FramesAsync(1))[0].ShouldBe([1]);
        outDuringBatch.ShouldBe(0);
    }

    [Fact]
    public async Task FlushBatch_OnAProducer_SendsOnceAtItsEnd()
    {
        await using ConnectionPair pair = await ConnectionPair.OpenAsync();

        using (FlushBatch.Begin())
        {
            using (FlushBatch.Begin())
            {
                pair.Near.TrySend([1], []);
                pair.Near.Flush();
            }

            pair.Near.TrySend([2], []);
            pair.Near.Flush();
            pair.Near.Counters.BytesOut.ShouldBe(0);
        }

        (await pair.FarReceiver.FramesAsync(2)).Count.ShouldBe(2);
        pair.FarReceiver.Batches.ShouldBe(1);
    }

    [Fact]
    public async Task Handshake_FrameAboveItsLimit_ClosesUntilItIsOver()
    {
        using SocketPair sockets = await SocketPair.OpenAsync();
        using var receiver = new RecordingReceiver();
        await using var near = new Connection(sockets.Near, receiver, Named("near") with { StartsWithHandshake = true });
        await using var far = new Connection(sockets.Far, new RecordingReceiver(), Named("far"));
        receiver.Handle = _ => near.EndHandshake();
        near.Start();
        far.Start();

        far.TrySend([], new byte[ProtocolLimits.HandshakeFrameBytes]);
        far.TrySend([], new byte[ProtocolLimits.HandshakeFrameBytes + 1]);
        far.Flush();
        (await receiver.FramesAsync(2)).Count.ShouldBe(2);

        using SocketPair others = await SocketPair.OpenAsync();
        await using var strict = new Connection(others.Near, new RecordingReceiver(), Named("strict") with { StartsWithHandshake = true });
        await using var eager = new Connection(others.Far, new RecordingReceiver(), Named("eager"));
        strict.Start();
        eager.TrySend([], new byte[ProtocolLimits.HandshakeFrameBytes + 1]);
        eager.Flush();
        (await strict.Completion.WithDeadline()).ShouldBe(DisconnectReason.FrameTooLarge);
    }

    internal static ConnectionOptions Named(string name) => new() { Name = name };

    internal static Task OnOwnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}

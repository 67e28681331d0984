using System.Buffers.Binary;
using System.Collections.Concurrent;
using Fleet.Protocol.Connections;
using Fleet.TestKit.Connections;
using Fleet.TestKit.Time;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Tests.Messaging;

/// <summary>The reader of a real connection, blocked by what it runs, and the watch that replaces it.</summary>
public sealed class StuckReaderWatchTests : IAsyncDisposable
{
    private delegate void Dispatching(ReadOnlySpan<byte> frame, ref DispatchTurn turn);

    private readonly List<IAsyncDisposable> _opened = [];
    private StuckReaderWatch _watch = null!;
    private Connection _sender = null!;
    private Connection _connection = null!;
    private Receiver _receiver = null!;

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _opened) await one.DisposeAsync();
    }

    [Fact]
    public async Task Frames_OnTheReader_AreDispatchedInOrder()
    {
        var seen = new Seen(1000);
        await OpenAsync((frame, ref _) => seen.Add(frame));

        for (var i = 0; i < 1000; i++) Send(i);

        (await seen.AllAsync()).ShouldBe(Enumerable.Range(0, 1000));
        _watch.Replacements.ShouldBe(0);
    }

    [Fact]
    public async Task BlockedHandler_AtTheSecondLook_IsReplacedAndTheRestGoesOnInOrder()
    {
        using var block = new Block();
        var seen = new Seen(5);
        await OpenAsync((frame, ref turn) =>
        {
            var number = seen.Add(frame);
            turn.EnterBotCode();
            if (number == 0) block.Stand();
            turn.LeaveBotCode();
        });
        Send(0, 1, 2, 3, 4);
        await block.Reached;
        await MoreWaitsAsync();

        _watch.Look();
        _watch.Replacements.ShouldBe(0);
        await RelieveAsync();

        _watch.Replacements.ShouldBe(1);
        (await seen.AllAsync()).ShouldBe([0, 1, 2, 3, 4]);
        block.Open();
        await block.Left;
        seen.Count.ShouldBe(5);
    }

    [Fact]
    public async Task ReplacedReader_ThatComesBack_TakesNothingMore()
    {
        using var first = new Block();
        using var second = new Block();
        var threads = new ConcurrentQueue<int>();
        var seen = new Seen(3);
        await OpenAsync((frame, ref turn) =>
        {
            threads.Enqueue(Environment.CurrentManagedThreadId);
            var number = seen.Add(frame);
            turn.EnterBotCode();
            if (number == 0) first.Stand();
            if (number == 1) second.Stand();
            turn.LeaveBotCode();
        });
        Send(0, 1);
        await first.Reached;
        await MoreWaitsAsync();
        var replaced = _connection.Reader;
        await RelieveAsync();
        await second.Reached;
        Send(2);

        first.Open();
        await UntilAsync(() => replaced.HasLeft);

        // Frame 2 waits for the reader that stands in frame 1, whatever the first one does now.
        seen.Count.ShouldBe(2);
        second.Open();
        (await seen.AllAsync()).ShouldBe([0, 1, 2]);
        threads.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task BlockedOutsideTheBotsCode_IsNeverReplaced()
    {
        using var block = new Block();
        var seen = new Seen(2);
        await OpenAsync((frame, ref _) =>
        {
            if (seen.Add(frame) == 0) block.Stand();
        });
        Send(0, 1);
        await block.Reached;
        await MoreWaitsAsync();

        for (var look = 0; look < 5; look++) _watch.Look();

        _watch.Replacements.ShouldBe(0);
        block.Open();
        (await seen.AllAsync()).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task BlockedHandler_WithNothingWaiting_IsLeftAlone()
    {
        using var block = new Block();
        await OpenAsync((_, ref turn) =>
        {
            turn.EnterBotCode();
            block.Stand();
        });
        Send(0);
        await block.Reached;

        for (var look = 0; look < 5; look++) _watch.Look();

        _watch.Replacements.ShouldBe(0);
    }

    [Fact]
    public async Task TwoLooks_AtDifferentFrames_ReplaceNobody()
    {
        using var first = new Block();
        using var second = new Block();
        var seen = new Seen(3);
        await OpenAsync((frame, ref turn) =>
        {
            var number = seen.Add(frame);
            turn.EnterBotCode();
            if (number == 0) first.Stand();
            if (number == 1) second.Stand();
            turn.LeaveBotCode();
        });
        Send(0, 1, 2);
        await first.Reached;
        await MoreWaitsAsync();
        _watch.Look();
        first.Open();
        await second.Reached;

        _watch.Look();

        _watch.Replacements.ShouldBe(0);
        second.Open();
        (await seen.AllAsync()).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task BlockedReaders_AreReplacedAtMost64TimesAtOnce_AndAgainWhenTheyCameBack()
    {
        using var block = new Block();
        var seen = new Seen(100);
        var standing = 0;
        await OpenAsync((frame, ref turn) =>
        {
            seen.Add(frame);
            turn.EnterBotCode();
            Interlocked.Increment(ref standing);
            block.Stand();
            turn.LeaveBotCode();
        });
        Send([.. Enumerable.Range(0, 100)]);
        for (var replaced = 1; replaced <= 64; replaced++)
        {
            await UntilAsync(() => Volatile.Read(ref standing) >= replaced);
            await MoreWaitsAsync();
            await RelieveAsync();
        }

        await UntilAsync(() => Volatile.Read(ref standing) == 65);
        for (var look = 0; look < 10; look++) _watch.Look();

        _watch.Replacements.ShouldBe(64);
        block.Open();
        (await seen.AllAsync()).ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task Frame_OfAReplacedReaderThatStillReads_IsNotOverwritten()
    {
        using var block = new Block();
        var expected = new byte[1000];
        Array.Fill(expected, (byte)7);
        var kept = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new Seen(501);
        await OpenAsync((frame, ref turn) =>
        {
            if (frame.Length == 1000)
            {
                turn.EnterBotCode();
                block.Stand();
                kept.SetResult(frame.SequenceEqual(expected));
                turn.LeaveBotCode();
                return;
            }

            seen.Add(frame);
        });
        _sender.TrySend(expected, default);
        Send(0);
        await block.Reached;
        await MoreWaitsAsync();
        await RelieveAsync();

        // Enough rounds for the buffer to be used again and again.
        for (var i = 1; i <= 500; i++)
        {
            Send(i);
            await seen.ReachedAsync(i + 1);
        }

        block.Open();
        (await kept.Task.WithDeadline()).ShouldBeTrue();
    }

    [Fact]
    public async Task SeveralCallsOfOneFrame_WhenTheFirstBlocks_AllComeBeforeTheNextFrame()
    {
        using var block = new Block();
        var heard = new ConcurrentQueue<string>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await OpenAsync((frame, ref turn) =>
        {
            var number = BinaryPrimitives.ReadInt32LittleEndian(frame);
            turn.Run(
            [
                () =>
                {
                    heard.Enqueue($"{number} first");
                    if (number == 0) block.Stand();
                },
                () =>
                {
                    heard.Enqueue($"{number} second");
                    if (number == 1) done.SetResult();
                },
            ]);
        });
        Send(0, 1);
        await block.Reached;
        await MoreWaitsAsync();
        var replaced = _connection.Reader;

        await RelieveAsync();
        await done.Task.WithDeadline();
        block.Open();
        await UntilAsync(() => replaced.HasLeft);

        heard.ShouldBe(["0 first", "0 second", "1 first", "1 second"]);
    }

    [Fact]
    public async Task Connection_ThatEndsWhileItsReaderIsBlocked_EndsAllTheSame()
    {
        using var block = new Block();
        await OpenAsync((_, ref turn) =>
        {
            turn.EnterBotCode();
            block.Stand();
        });
        Send(0);
        await block.Reached;

        _connection.Close(DisconnectReason.ClosedLocally);

        (await _connection.Completion.WithDeadline()).ShouldBe(DisconnectReason.ClosedLocally);
        _receiver.Closings.ShouldBe(1);
    }

    [Fact]
    public async Task PeerThatLeavesWhileTheReaderIsBlocked_IsNoticedByTheWatch()
    {
        using var block = new Block();
        await OpenAsync((_, ref turn) =>
        {
            turn.EnterBotCode();
            block.Stand();
        });
        Send(0);
        await block.Reached;
        await _sender.DisposeAsync();
        await MoreWaitsAsync();

        await RelieveAsync();

        (await _connection.Completion.WithDeadline()).ShouldBe(DisconnectReason.PeerClosed);
        _receiver.Closings.ShouldBe(1);
    }

    [Fact]
    public async Task BlockedHandler_AgesItsBatch()
    {
        var time = new ManualTime();
        using var block = new Block();
        await OpenAsync(
            (_, ref turn) =>
            {
                turn.EnterBotCode();
                block.Stand();
                turn.LeaveBotCode();
            },
            time);
        _connection.BatchAge.ShouldBe(TimeSpan.Zero);
        time.Advance(TimeSpan.FromSeconds(1));
        Send(0);
        await block.Reached;

        time.Advance(TimeSpan.FromSeconds(2));

        _connection.BatchAge.ShouldBe(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(1));
        block.Open();
        await UntilAsync(() => _connection.BatchAge == TimeSpan.Zero);
    }

    [Fact]
    public void Reader_IsStuck_WhenItWaitsTwice_OrComputesLong_NotWhenItWaitsForAProcessor()
    {
        static OsThreadActivity Seen(bool waiting, long ticks) => new(waiting, ticks);
        StuckReaderWatch.IsStuck(Seen(true, 5), Seen(true, 5)).ShouldBeTrue();
        StuckReaderWatch.IsStuck(Seen(false, 5), Seen(true, 5)).ShouldBeFalse();
        StuckReaderWatch.IsStuck(Seen(true, 5), Seen(false, 5)).ShouldBeFalse();
        StuckReaderWatch.IsStuck(Seen(false, 5), Seen(false, 14)).ShouldBeFalse();
        StuckReaderWatch.IsStuck(Seen(false, 5), Seen(false, 15)).ShouldBeTrue();
        StuckReaderWatch.IsStuck(null, Seen(false, 5)).ShouldBeTrue();
    }

    private async Task OpenAsync(Dispatching dispatch, TimeProvider? time = null)
    {
        var sockets = await SocketPair.OpenAsync();
        _receiver = new Receiver(dispatch);
        _sender = new Connection(sockets.Near, new RecordingReceiver(), new ConnectionOptions { Name = "sender" });
        _connection = new Connection(sockets.Far, _receiver, new ConnectionOptions { Name = "under test", Time = time ?? TimeProvider.System });
        _receiver.Connection = _connection;
        _watch = new StuckReaderWatch(_connection);
        _opened.AddRange([_sender, _connection]);
        _sender.Start();
        _connection.Start();
    }

    // One flush for all: they arrive together.
    private void Send(params ReadOnlySpan<int> numbers)
    {
        Span<byte> frame = stackalloc byte[4];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(frame, number);
            _sender.TrySend(frame, default);
        }

        _sender.Flush();
    }

    private Task MoreWaitsAsync() => UntilAsync(() => _connection.HasMoreToRead);

    // Two looks replace a reader that the system shows waiting at both; a thread that has just begun to wait may not be seen so yet.
    private async Task RelieveAsync()
    {
        var before = _watch.Replacements;
        _watch.Look();
        await UntilAsync(() =>
        {
            _watch.Look();
            return _watch.Replacements > before;
        });
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var deadline = System.Diagnostics.Stopwatch.StartNew();
        while (!condition())
        {
            deadline.Elapsed.ShouldBeLessThan(Deadlines.Default);
            await Task.Yield();
        }
    }

    private sealed class Receiver(Dispatching dispatch) : IFrameReceiver
    {
        private int _closings;

        public Connection Connection { get; set; } = null!;

        public int Closings => Volatile.Read(ref _closings);

        public void OnFrame(ReadOnlySpan<byte> body)
        {
            var turn = new DispatchTurn(Connection.Reader, Connection.BatchBegan);
            dispatch(body, ref turn);
        }

        public void OnBatchEnd()
        {
        }

        public void OnClosed(DisconnectReason reason) => Interlocked.Increment(ref _closings);
    }
}

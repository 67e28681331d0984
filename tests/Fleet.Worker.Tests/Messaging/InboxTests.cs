using System.Buffers.Binary;
using System.Collections.Concurrent;
using Fleet.TestKit.Time;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Tests.Messaging;

public class InboxTests
{
    private delegate void Dispatching(ReadOnlySpan<byte> frame, ref DispatchTurn turn);

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Frames_Added_AreDispatchedInOrder()
    {
        var seen = new Seen(1000);
        var inbox = Inbox((frame, ref _) => seen.Add(frame));

        for (var i = 0; i < 1000; i++)
        {
            inbox.Add(Frame(i));
            if (i % 10 == 9) inbox.Wake();
        }

        (await seen.AllAsync()).ShouldBe(Enumerable.Range(0, 1000));
        inbox.Replacements.ShouldBe(0);
    }

    [Fact]
    public async Task Frame_NotWoken_StaysUntilTheWake()
    {
        var seen = new Seen(1);
        var inbox = Inbox((frame, ref _) => seen.Add(frame));

        inbox.Add(Frame(7));
        _time.Advance(TimeSpan.FromSeconds(2));

        inbox.Delay.ShouldBe(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(1));
        inbox.Wake();
        (await seen.AllAsync()).ShouldBe([7]);
        inbox.Delay.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Wake_OfAnEmptyInbox_DoesNothing()
    {
        var inbox = Inbox((_, ref _) => throw new InvalidOperationException("nothing is there"));

        inbox.Wake();
        inbox.RelieveStuckDrainer();

        inbox.Replacements.ShouldBe(0);
    }

    [Fact]
    public async Task ManyProducers_EachKeepsItsOrder_NothingIsLost()
    {
        const int Producers = 8, Each = 20_000;
        var seen = new Seen(Producers * Each);
        var inbox = Inbox((frame, ref _) => seen.Add(frame));

        var producers = Enumerable.Range(0, Producers).Select(p => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                inbox.Add(Frame((p * Each) + i));
                if (i % 7 == 0) inbox.Wake();
            }

            inbox.Wake();
        }));
        await Task.WhenAll(producers).WithDeadline();

        foreach (var ofOne in (await seen.AllAsync()).GroupBy(number => number / Each))
            ofOne.ShouldBe(Enumerable.Range(ofOne.Key * Each, Each));
    }

    [Fact]
    public async Task BlockedHandler_AtTheSecondLook_IsReplacedAndTheRestGoesOnInOrder()
    {
        using var block = new Block();
        var seen = new Seen(5);
        var inbox = Inbox((frame, ref turn) =>
        {
            seen.Add(frame);
            turn.EnterBotCode();
            if (seen.Count == 1) block.Stand();
            turn.LeaveBotCode();
        });
        for (var i = 0; i < 5; i++) inbox.Add(Frame(i));
        inbox.Wake();
        await block.Reached;

        inbox.RelieveStuckDrainer();
        inbox.Replacements.ShouldBe(0);
        await RelieveAsync(inbox);

        inbox.Replacements.ShouldBe(1);
        (await seen.AllAsync()).ShouldBe([0, 1, 2, 3, 4]);
        block.Open();
        await block.Left;
        seen.Count.ShouldBe(5);
    }

    [Fact]
    public async Task ReplacedDrainer_ThatComesBack_TakesNothingMore()
    {
        using var first = new Block();
        using var second = new Block();
        var threads = new ConcurrentQueue<int>();
        var seen = new Seen(3);
        var inbox = Inbox((frame, ref turn) =>
        {
            threads.Enqueue(Environment.CurrentManagedThreadId);
            var number = seen.Add(frame);
            turn.EnterBotCode();
            if (number == 0) first.Stand();
            if (number == 1) second.Stand();
            turn.LeaveBotCode();
        });
        for (var i = 0; i < 2; i++) inbox.Add(Frame(i));
        inbox.Wake();
        await first.Reached;
        await RelieveAsync(inbox);
        await second.Reached;
        inbox.Add(Frame(2));

        first.Open();
        await first.Left;

        // Frame 2 waits for the drainer that stands in frame 1, whatever the first one does now.
        seen.Count.ShouldBe(2);
        second.Open();
        (await seen.AllAsync()).ShouldBe([0, 1, 2]);
        threads.Distinct().Count().ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task BlockedOutsideTheBotsCode_IsNeverReplaced()
    {
        using var block = new Block();
        var seen = new Seen(2);
        var inbox = Inbox((frame, ref _) =>
        {
            if (seen.Add(frame) == 0) block.Stand();
        });
        inbox.Add(Frame(0));
        inbox.Add(Frame(1));
        inbox.Wake();
        await block.Reached;

        for (var look = 0; look < 5; look++) inbox.RelieveStuckDrainer();

        inbox.Replacements.ShouldBe(0);
        block.Open();
        (await seen.AllAsync()).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task BlockedHandler_WithNothingWaiting_IsLeftAlone()
    {
        using var block = new Block();
        var inbox = Inbox((_, ref turn) =>
        {
            turn.EnterBotCode();
            block.Stand();
        });
        inbox.Add(Frame(0));
        inbox.Wake();
        await block.Reached;

        for (var look = 0; look < 5; look++) inbox.RelieveStuckDrainer();

        inbox.Replacements.ShouldBe(0);
    }

    [Fact]
    public async Task TwoLooks_AtDifferentTurns_ReplaceNobody()
    {
        using var first = new Block();
        using var second = new Block();
        var seen = new Seen(3);
        var inbox = Inbox((frame, ref turn) =>
        {
            var number = seen.Add(frame);
            turn.EnterBotCode();
            if (number == 0) first.Stand();
            if (number == 1) second.Stand();
            turn.LeaveBotCode();
        });
        for (var i = 0; i < 3; i++) inbox.Add(Frame(i));
        inbox.Wake();
        await first.Reached;
        inbox.RelieveStuckDrainer();
        first.Open();
        await second.Reached;

        inbox.RelieveStuckDrainer();

        inbox.Replacements.ShouldBe(0);
        second.Open();
        (await seen.AllAsync()).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task BlockedDrainers_AreReplacedAtMost64TimesAtOnce_AndAgainWhenTheyCameBack()
    {
        using var block = new Block();
        var seen = new Seen(100);
        var standing = 0;
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 80), ports);
        try
        {
            var inbox = Inbox((frame, ref turn) =>
            {
                seen.Add(frame);
                turn.EnterBotCode();
                Interlocked.Increment(ref standing);
                block.Stand();
                turn.LeaveBotCode();
            });
            for (var i = 0; i < 100; i++) inbox.Add(Frame(i));
            inbox.Wake();
            for (var replaced = 1; replaced <= 64; replaced++)
            {
                await UntilAsync(() => Volatile.Read(ref standing) >= replaced);
                await RelieveAsync(inbox);
            }

            await UntilAsync(() => Volatile.Read(ref standing) == 65);
            for (var look = 0; look < 10; look++) inbox.RelieveStuckDrainer();

            inbox.Replacements.ShouldBe(64);
            block.Open();
            (await seen.AllAsync()).ShouldBe(Enumerable.Range(0, 100));
        }
        finally
        {
            ThreadPool.SetMinThreads(workers, ports);
        }
    }

    [Fact]
    public async Task Frame_OfAReplacedDrainerThatStillReads_IsNotOverwritten()
    {
        using var block = new Block();
        var expected = new byte[1000];
        Array.Fill(expected, (byte)7);
        var kept = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new Seen(501);
        var inbox = Inbox((frame, ref turn) =>
        {
            if (frame.Length == 1000)
            {
                turn.EnterBotCodeWithFrame();
                block.Stand();
                kept.SetResult(frame.SequenceEqual(expected));
                turn.LeaveBotCode();
                return;
            }

            seen.Add(frame);
        });
        inbox.Add(expected);
        inbox.Add(Frame(0));
        inbox.Wake();
        await block.Reached;
        await RelieveAsync(inbox);

        // Enough rounds for both buffers to be used again and again.
        for (var i = 1; i <= 500; i++)
        {
            inbox.Add(Frame(i));
            inbox.Wake();
            await seen.ReachedAsync(i + 1);
        }

        block.Open();
        (await kept.Task.WithDeadline()).ShouldBeTrue();
    }

    [Fact]
    public async Task Reader_WhileTooMuchWaits_StandsUntilSomeIsTaken()
    {
        using var block = new Block();
        var inbox = Inbox(
            (_, ref turn) =>
            {
                turn.EnterBotCode();
                block.Stand();
                turn.LeaveBotCode();
            },
            mostWaiting: 1000);
        for (var i = 0; i < 5; i++) inbox.Add(new byte[400]);
        inbox.Wake();
        await block.Reached;

        var reader = Task.Run(inbox.WaitForRoom);

        reader.IsCompleted.ShouldBeFalse();
        block.Open();
        await reader.WithDeadline();
    }

    [Fact]
    public async Task Reader_OfAnAbandonedInbox_StandsNoMore()
    {
        var inbox = Inbox((_, ref _) => { }, mostWaiting: 1000);
        for (var i = 0; i < 5; i++) inbox.Add(new byte[400]);
        var reader = Task.Run(inbox.WaitForRoom);

        inbox.Abandon();

        await reader.WithDeadline();
        inbox.WaitForRoom();
    }

    // Two looks replace a drainer that the system shows waiting at both; a thread that has just begun to wait may not be seen so yet.
    private static async Task RelieveAsync(Inbox inbox)
    {
        var before = inbox.Replacements;
        inbox.RelieveStuckDrainer();
        await UntilAsync(() =>
        {
            inbox.RelieveStuckDrainer();
            return inbox.Replacements > before;
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

    private static byte[] Frame(int number)
    {
        var frame = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(frame, number);
        return frame;
    }

    private Inbox Inbox(Dispatching dispatch, int? mostWaiting = null) =>
        mostWaiting is { } most ? new Inbox(new Dispatcher(dispatch), _time, most) : new Inbox(new Dispatcher(dispatch), _time);

    private sealed class Dispatcher(Dispatching dispatch) : IFrameDispatcher
    {
        public void Dispatch(ReadOnlySpan<byte> frame, ref DispatchTurn turn) => dispatch(frame, ref turn);
    }

    /// <summary>The numbers of the frames seen, and a way to wait for them.</summary>
    private sealed class Seen(int expected)
    {
        private readonly Lock _lock = new();
        private readonly List<int> _numbers = [];
        private readonly List<(int Count, TaskCompletionSource Reached)> _waits = [];

        public int Count
        {
            get
            {
                lock (_lock) return _numbers.Count;
            }
        }

        public int Add(ReadOnlySpan<byte> frame)
        {
            var number = BinaryPrimitives.ReadInt32LittleEndian(frame);
            lock (_lock)
            {
                _numbers.Add(number);
                foreach (var (count, reached) in _waits)
                    if (_numbers.Count >= count) reached.TrySetResult();
            }

            return number;
        }

        public async Task ReachedAsync(int count)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                if (_numbers.Count >= count) return;
                _waits.Add((count, reached));
            }

            await reached.Task.WithDeadline($"{count} frames");
        }

        public async Task<IReadOnlyList<int>> AllAsync()
        {
            await ReachedAsync(expected);
            lock (_lock) return [.. _numbers];
        }
    }

    /// <summary>Where a handler stands until the test lets it go.</summary>
    private sealed class Block : IDisposable
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task.WithDeadline();

        public Task Left => _left.Task.WithDeadline();

        public void Stand()
        {
            _reached.TrySetResult();
            _open.Wait(Deadlines.Default).ShouldBeTrue();
            _left.TrySetResult();
        }

        public void Open() => _open.Set();

        public void Dispose() => _open.Set();
    }
}

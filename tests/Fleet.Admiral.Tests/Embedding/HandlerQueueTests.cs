using System.Collections.Concurrent;
using Fleet.Admiral.Embedding;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Embedding;

public sealed class HandlerQueueTests : IDisposable
{
    private readonly HandlerTally _tally = new();
    private readonly RecordedLog _log = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task Items_AreHandledOneAfterTheOther_InTheirOrder()
    {
        var seen = new ConcurrentQueue<int>();
        var inHand = 0;
        using var queue = Make<int>(async (item, _) =>
        {
            Interlocked.Increment(ref inHand).ShouldBe(1);
            await Task.Yield();
            seen.Enqueue(item);
            Interlocked.Decrement(ref inHand);
        });

        for (var i = 0; i < 100; i++) queue.Post(i);

        await Until.TrueAsync(() => seen.Count == 100);
        seen.ShouldBe(Enumerable.Range(0, 100));
        _tally.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task Handler_ThatNeverReturns_CostsOnlyWhatDoesNotFit_WhichIsCounted()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var queue = Make<int>((_, stop) =>
        {
            entered.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);
        });
        queue.Post(0);
        await entered.Task.WithDeadline();

        for (var i = 0; i < HandlerQueue<int>.Most + 5; i++) queue.Post(i);

        _tally.Dropped.ShouldBe(5);
        _log.Texts.ShouldHaveSingleItem().ShouldContain("does not keep up");
        queue.Dispose();
        await queue.Completion.WithDeadline();
        _tally.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task Handler_ThatBlocks_TakesNoThreadOfThePool()
    {
        var entered = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var free = new ManualResetEventSlim();
        using var queue = Make<int>((_, _) =>
        {
            entered.TrySetResult(Thread.CurrentThread.IsThreadPoolThread);
            free.Wait(Deadlines.Default, CancellationToken.None).ShouldBeTrue();
            return Task.CompletedTask;
        });

        queue.Post(1).ShouldBeTrue();

        (await entered.Task.WithDeadline()).ShouldBeFalse();
        free.Set();
    }

    [Theory]
    [InlineData(4, 4 * 1024 * 1024, 0)]
    [InlineData(6, 4 * 1024 * 1024, 2)]
    [InlineData(1, 17 * 1024 * 1024, 1)]
    public async Task Items_ThatHoldTooMuchMemory_AreDropped(int items, int bytes, int dropped)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var queue = Make<int>((_, stop) =>
        {
            entered.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);
        });
        queue.Post(0);
        await entered.Task.WithDeadline();

        for (var i = 0; i < items; i++) queue.Post(i, bytes);

        _tally.Dropped.ShouldBe(dropped);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_ThatThrows_IsLoggedAndCounted_AndGetsTheNext(bool atOnce)
    {
        var seen = new ConcurrentQueue<int>();
        using var queue = Make<int>(async (item, _) =>
        {
            if (!atOnce) await Task.Yield();
            if (item == 1) throw new InvalidOperationException("no");
            seen.Enqueue(item);
        });

        queue.Post(1);
        queue.Post(2);

        await Until.TrueAsync(() => seen.Count == 1);
        _tally.Failed.ShouldBe(1);
        _log.Records.ShouldHaveSingleItem().Exception.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task Stop_OfTheProgram_EndsTheQueue()
    {
        using var queue = Make<int>((_, _) => Task.CompletedTask);

        await _stopping.CancelAsync();

        await queue.Completion.WithDeadline();
        queue.Post(1);
        _tally.Dropped.ShouldBe(0);
    }

    private HandlerQueue<T> Make<T>(Func<T, CancellationToken, Task> handler) => new("numbers", handler, _tally, _time, _log, _stopping.Token);
}

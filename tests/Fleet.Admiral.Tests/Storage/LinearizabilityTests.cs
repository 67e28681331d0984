using System.Collections.Concurrent;
using Fleet.Admiral.Storage;
using Fleet.Planning.Storage;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Storage;

/// <summary>
/// What several threads get at once has an order that explains it: each operation at one instant between its call and its end. Found by search, as Wing and Gong do.
/// </summary>
public sealed class LinearizabilityTests
{
    private const int Histories = 300;
    private const int Threads = 4;
    private const int OperationsOfEach = 15;

    [Fact]
    public async Task Histories_OfOneKey_HaveAnOrder()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            using var storage = new MemoryStorage(new StoreLimits(100, 100, 10_000), new ManualTime());
            var history = await RunAsync(seed, storage);

            HasOrder(history).ShouldBeTrue($"seed {seed}:\n{string.Join('\n', history.OrderBy(o => o.Begin))}");
        }
    }

    [Fact]
    public async Task Increments_OfManyThreads_AreExact_AndEachHasItsVersion()
    {
        const int Each = 20_000;
        using var storage = new MemoryStorage(new StoreLimits(100, 100, 10_000), new ManualTime());
        var versions = new long[Threads * Each];
        using var start = new Barrier(Threads);

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => OwnThread.RunAsync(() =>
        {
            start.SignalAndWait();
            for (var i = 0; i < Each; i++) versions[(thread * Each) + i] = Now(storage.IncrementAsync("k", 1, null)).Version;
        }))).WithDeadline();

        Now(storage.GetAsync("k"))!.Value.Number.ShouldBe(Threads * Each);
        versions.Order().ShouldBe(Enumerable.Range(1, Threads * Each).Select(version => (long)version));
    }

    [Fact]
    public void Search_OfAHistoryThatIsWrong_FindsNoOrder()
    {
        // A read of the old value after the write has ended.
        HasOrder([new Operation(1, 2, Kind.Set, 0, 1, true), new Operation(3, 4, Kind.Get, 0, 0, true)]).ShouldBeFalse();
        HasOrder([new Operation(1, 4, Kind.Set, 0, 1, true), new Operation(2, 3, Kind.Get, 0, 0, true)]).ShouldBeTrue();
        // Two that were both the first.
        HasOrder([new Operation(1, 4, Kind.CompareAndSet, 0, 1, true), new Operation(2, 3, Kind.CompareAndSet, 0, 2, true)]).ShouldBeFalse();
    }

    private static async Task<List<Operation>> RunAsync(int seed, MemoryStorage storage)
    {
        var history = new ConcurrentBag<Operation>();
        var clock = 0L;
        using var start = new Barrier(Threads);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => OwnThread.RunAsync(() =>
        {
            var random = new Random((seed * Threads) + thread);
            var seen = 0L;
            start.SignalAndWait();
            for (var i = 0; i < OperationsOfEach; i++)
            {
                var kind = (Kind)random.Next(5);
                var begin = Interlocked.Increment(ref clock);
                var (version, done) = Do(storage, kind, seen);
                history.Add(new Operation(begin, Interlocked.Increment(ref clock), kind, seen, version, done));
                seen = version;
            }
        }))).WithDeadline();
        return [.. history];
    }

    private static (long Version, bool Done) Do(MemoryStorage storage, Kind kind, long seen)
    {
        switch (kind)
        {
            case Kind.Get:
                return (Now(storage.GetAsync("k"))?.Version ?? 0, true);
            case Kind.Set:
                var set = Now(storage.SetAsync("k", StoredValue.Of(1), null, null));
                return (set.Version, set.Done);
            case Kind.CompareAndSet:
                var swapped = Now(storage.SetAsync("k", StoredValue.Of(1), seen, null));
                return (swapped.Version, swapped.Done);
            case Kind.Delete:
                return (0, Now(storage.DeleteAsync("k", null)).Done);
            default:
                var counted = Now(storage.IncrementAsync("k", 1, null));
                return (counted.Version, counted.Done);
        }
    }

    private static T Now<T>(ValueTask<T> operation) => operation.IsCompleted ? operation.GetAwaiter().GetResult() : throw new InvalidOperationException("Memory answers at once.");

    private static bool HasOrder(IReadOnlyList<Operation> history) => Search(history, 0, 0, 0, []);

    // Any operation may be next that began before the first end of those that are left.
    private static bool Search(IReadOnlyList<Operation> history, ulong done, long version, long last, HashSet<(ulong, long)> tried)
    {
        if (done == (1UL << history.Count) - 1) return true;
        if (!tried.Add((done, version))) return false;
        var firstEnd = long.MaxValue;
        for (var i = 0; i < history.Count; i++)
            if ((done & (1UL << i)) == 0) firstEnd = Math.Min(firstEnd, history[i].End);
        for (var i = 0; i < history.Count; i++)
        {
            if ((done & (1UL << i)) != 0 || history[i].Begin > firstEnd) continue;
            if (Apply(history[i], version, last) is { } next && Search(history, done | (1UL << i), next, Math.Max(last, next), tried)) return true;
        }

        return false;
    }

    // The key's version after the operation, where what it got can be so; null where it cannot.
    private static long? Apply(Operation operation, long version, long last) => operation.Kind switch
    {
        Kind.Get => operation.Version == version ? version : null,
        Kind.Set or Kind.Increment => operation.Done && operation.Version > last ? operation.Version : null,
        Kind.CompareAndSet when operation.Done => operation.Expected == version && operation.Version > last ? operation.Version : null,
        Kind.CompareAndSet => operation.Expected != version && operation.Version == version ? version : null,
        Kind.Delete => operation.Done == (version != 0) ? 0 : null,
    };

    private enum Kind
    {
        Get,
        Set,
        CompareAndSet,
        Delete,
        Increment,
    }

    private sealed record Operation(long Begin, long End, Kind Kind, long Expected, long Version, bool Done);
}

using Fleet.Admiral.Loop;
using Fleet.Planning.Storage;
using Fleet.Protocol.Connections;

namespace Fleet.Admiral.Storage;

/// <summary>The store in the Admiral's memory: a <see cref="StoreBook"/> under a lock. Its values end with the Admiral.</summary>
internal sealed class MemoryStorage : IStorage, IDisposable
{
    // No timer takes longer ones than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly StoreBook _book;
    private readonly StorageListeners _listeners = new();
    private readonly FleetClock _clock;
    private readonly ITimer _timer;
    private DateTimeOffset? _armedFor;

    public MemoryStorage(StoreLimits limits, TimeProvider time)
    {
        _book = new StoreBook(limits);
        _clock = new FleetClock(time);
        _timer = time.CreateTimer(static storage => ((MemoryStorage)storage!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public DateTimeOffset Now => _clock.Now;

    /// <summary>How the store stands, and what it did.</summary>
    public StoreStats Figures
    {
        get
        {
            lock (_lock) return _book.Figures;
        }
    }

    public ValueTask<StoredEntry?> GetAsync(string key) => new(Apply(book => book.Get(key, Now)));

    public ValueTask<StoreOutcome> SetAsync(string key, StoredValue value, long? expected, TimeSpan? timeToLive) =>
        new(Apply(book => book.Set(key, value, expected, timeToLive, Now)));

    public ValueTask<StoreOutcome> DeleteAsync(string key, long? expected) => new(Apply(book => book.Delete(key, expected, Now)));

    public ValueTask<int> ClearAsync(string prefix) => new(Apply(book => book.Clear(prefix, Now)));

    public ValueTask<StoreOutcome> IncrementAsync(string key, long by, TimeSpan? timeToLive) => new(Apply(book => book.Increment(key, by, timeToLive, Now)));

    public ValueTask<StoreListing> ListAsync(string prefix, string? after, int most, int mostBytes) => new(Apply(book => book.List(prefix, after, most, mostBytes, Now)));

    public ValueTask<IDisposable> WatchAsync(string watched, bool isPrefix, IStorageListener listener)
    {
        lock (_lock) _listeners.Add(watched, isPrefix, listener);
        return new ValueTask<IDisposable>(new Listening(this, watched, isPrefix, listener));
    }

    public void Dispose() => _timer.Dispose();

    // Changes are told under the lock that makes them, so that they are told in their order. The time is read under it too: it does not go back.
    private T Apply<T>(Func<StoreBook, T> operation)
    {
        using (FlushBatch.Begin())
        {
            lock (_lock)
            {
                var result = operation(_book);
                foreach (var change in _book.TakeChanges()) _listeners.Tell(change);
                Arm_NeedsLock();
                return result;
            }
        }
    }

    // Keys end by themselves where somebody reads them; this is for those who watch, and for the room that they take.
    private void Expire() => Apply(book =>
    {
        _armedFor = null;
        book.Expire(Now);
        return true;
    });

    private void Arm_NeedsLock()
    {
        if (_book.NextDue == _armedFor) return;
        _armedFor = _book.NextDue;
        if (_armedFor is not { } due)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Rounded up: timers count whole milliseconds, and one that fires early would have to be armed again.
        var wait = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((due - Now).TotalMilliseconds)));
        _timer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private sealed class Listening(MemoryStorage storage, string watched, bool isPrefix, IStorageListener listener) : IDisposable
    {
        public void Dispose()
        {
            lock (storage._lock) storage._listeners.Remove(watched, isPrefix, listener);
        }
    }
}

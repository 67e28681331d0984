namespace Fleet.Worker.Storage;

/// <summary>What a watch has been told and the bot has not read yet, within bounds.</summary>
/// <param name="number">The watch's number.</param>
/// <param name="key">The key or prefix that is watched.</param>
/// <param name="unwatch">What to do when the bot disposes it.</param>
internal sealed class StoreWatch(long number, string key, Func<Task> unwatch) : IStoreWatch
{
    /// <summary>The most changes that wait.</summary>
    public const int MostChanges = 1024;

    /// <summary>The most bytes of keys and values that wait; one change waits whatever its length.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<StoreChange> _changes = new();
    private TaskCompletionSource? _arrival;
    private long _bytes;
    private bool _ended;
    private int _disposed;

    public long Number => number;

    /// <summary>Takes a change in; where there are too many, all that wait are dropped for a notice.</summary>
    public void Add(StoreChange change)
    {
        lock (_lock)
        {
            if (_ended) return;
            if (_changes.Count >= MostChanges || (_changes.Count > 0 && _bytes + SizeOf(change) > MostBytes)) Miss_NeedsLock();
            _bytes += SizeOf(change);
            _changes.Enqueue(change);
            Arrive_NeedsLock();
        }
    }

    /// <summary>Changes are lost. Those that wait are older than that, and of no use to who reads again.</summary>
    public void Miss()
    {
        lock (_lock)
        {
            if (_ended) return;
            Miss_NeedsLock();
            Arrive_NeedsLock();
        }
    }

    /// <summary>No more changes come; those that wait can still be read.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            Arrive_NeedsLock();
        }
    }

    public async IAsyncEnumerator<StoreChange> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (change, arrival) = Take();
            if (change is not null) yield return change;
            else if (arrival is not null) await arrival.WaitAsync(cancellationToken);
            else yield break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        lock (_lock)
        {
            _changes.Clear();
            _ended = true;
            Arrive_NeedsLock();
        }

        await unwatch();
    }

    // A change, or what to wait for; neither at the end.
    private (StoreChange? Change, Task? Arrival) Take()
    {
        lock (_lock)
        {
            if (_changes.TryDequeue(out var change))
            {
                _bytes -= SizeOf(change);
                return (change, null);
            }

            if (_ended) return (null, null);
            _arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (null, _arrival.Task);
        }
    }

    private void Miss_NeedsLock()
    {
        _changes.Clear();
        _changes.Enqueue(new StoreChange(StoreChangeKind.Missed, key, 0, null));
        _bytes = key.Length;
    }

    private void Arrive_NeedsLock()
    {
        _arrival?.TrySetResult();
        _arrival = null;
    }

    private static int SizeOf(StoreChange change) => change.Key.Length + (change.Item is ReadItem item ? item.Length : 0);
}

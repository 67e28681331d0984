namespace Fleet.Worker.Messaging;

/// <summary>Counts the handlers that have started and not ended, so that a worker can be drained.</summary>
internal sealed class HandlersInHand
{
    private readonly Lock _lock = new();
    private int _count;
    private TaskCompletionSource? _idle;

    public int Count => Volatile.Read(ref _count);

    public void Begin() => Interlocked.Increment(ref _count);

    public void End()
    {
        if (Interlocked.Decrement(ref _count) != 0) return;
        TaskCompletionSource? idle;
        lock (_lock)
        {
            idle = _idle;
            _idle = null;
        }

        idle?.TrySetResult();
    }

    /// <summary>Waits until no handler is in hand, or time is up.</summary>
    /// <returns>Whether none is in hand.</returns>
    public async Task<bool> WaitIdleAsync(TimeSpan patience, TimeProvider time)
    {
        Task idle;
        lock (_lock)
        {
            // Asked under the lock: an End that comes to 0 after this finds the source.
            if (Count == 0) return true;
            idle = (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            if (Count == 0) return true;
        }

        try
        {
            await idle.WaitAsync(patience, time);
            return true;
        }
        catch (TimeoutException)
        {
            return Count == 0;
        }
    }
}

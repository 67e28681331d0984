namespace Fleet.Twitch.Connections;

/// <summary>
/// At most so many permits in any window of time. A sliding window, since Twitch's own refills at moments unknown to the client.
/// </summary>
internal sealed class SlidingWindow(int permits, TimeSpan window)
{
    private readonly Lock _gate = new();
    private readonly Queue<TimeSpan> _taken = new();

    /// <summary>Takes as many of the wanted permits as are free.</summary>
    /// <param name="wanted">How many.</param>
    /// <param name="now">The monotonic time.</param>
    /// <returns>How many were taken.</returns>
    public int Take(int wanted, TimeSpan now)
    {
        lock (_gate)
        {
            while (_taken.TryPeek(out var oldest) && now - oldest >= window) _taken.Dequeue();
            var granted = Math.Min(wanted, permits - _taken.Count);
            for (var i = 0; i < granted; i++) _taken.Enqueue(now);
            return granted;
        }
    }

    /// <summary>How long until a permit is free; zero where one is.</summary>
    public TimeSpan Wait(TimeSpan now)
    {
        lock (_gate)
        {
            if (_taken.Count < permits || !_taken.TryPeek(out var oldest)) return TimeSpan.Zero;
            var wait = window - (now - oldest);
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }
}

namespace Fleet.Admiral.Routing;

/// <summary>Lets one record a second into the log: what a worker does in a loop must not fill it.</summary>
internal sealed class LogPace(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _last = long.MinValue;

    /// <summary>Whether a record may be written now.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        var last = Volatile.Read(ref _last);
        if (last != long.MinValue && time.GetElapsedTime(last, now) < Pause) return false;
        return Interlocked.CompareExchange(ref _last, now, last) == last;
    }
}

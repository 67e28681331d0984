namespace Fleet.Admiral.Routing;

/// <summary>Lets so many records a second into the log: what a worker does in a loop must not fill it.</summary>
internal sealed class LogPace(int perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _second = -1;
    private int _taken;

    /// <summary>Whether a record may be written now.</summary>
    public bool TryTake()
    {
        var second = time.GetTimestamp() / time.TimestampFrequency;
        lock (_lock)
        {
            if (second != _second) (_second, _taken) = (second, 0);
            return ++_taken <= perSecond;
        }
    }
}

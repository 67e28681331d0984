namespace Fleet.Admiral.Routing;

/// <summary>When drops for one slot are told: when they begin, and while they go on once a minute for each reason. Without a lock, since a storm of drops asks here for each.</summary>
internal sealed class DropWords(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly long[] _toldAt = new long[(int)RouteStatus.Moved + 1];
    private readonly long _begun = time.GetTimestamp();

    /// <summary>Whether a drop for this reason is to be told now.</summary>
    public bool TryTake(RouteStatus reason)
    {
        ref var at = ref _toldAt[(int)reason];
        var told = Volatile.Read(ref at);
        // From 1: 0 is never.
        var now = time.GetTimestamp() - _begun + 1;
        if (told != 0 && time.GetElapsedTime(told, now) < Pause) return false;
        return Interlocked.CompareExchange(ref at, now, told) == told;
    }
}

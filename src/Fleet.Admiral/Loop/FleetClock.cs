namespace Fleet.Admiral.Loop;

/// <summary>Wall-clock time for decisions that never jumps: read once at the start, then carried on by the monotonic clock.</summary>
internal sealed class FleetClock(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _startedAt = time.GetTimestamp();

    public DateTimeOffset Now => _start + time.GetElapsedTime(_startedAt);
}

namespace Fleet.Twitch.Connections;

/// <summary>Time since some fixed moment, which no correction of the wall clock moves.</summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The time provider behind it, for timers.</summary>
    public TimeProvider Provider => time;

    /// <summary>Time since the clock was made.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);
}

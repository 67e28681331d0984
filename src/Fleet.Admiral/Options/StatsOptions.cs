namespace Fleet.Admiral.Options;

/// <summary>The gathering of stats.</summary>
public sealed record StatsOptions
{
    /// <summary>The time between two collections: 100 ms to 1 h, or null for collections on demand only ("off"). Default: 5 s.</summary>
    public TimeSpan? Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a collection waits for workers: 10 ms to 1 min. Default: 2 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);
}

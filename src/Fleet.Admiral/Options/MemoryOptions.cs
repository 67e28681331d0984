namespace Fleet.Admiral.Options;

/// <summary>How much memory workers may have, and what happens to those that have more.</summary>
public sealed record MemoryOptions
{
    /// <summary>The resident bytes that each cluster may have: 32 MiB to 1024 GiB, or null for no limit ("off"). Default: null.</summary>
    public long? Clusters { get; init; }

    /// <summary>The resident bytes that each service may have: 32 MiB to 1024 GiB, or null for no limit ("off"). Default: null.</summary>
    public long? Services { get; init; }

    /// <summary>The time between two samples: 100 ms to 10 min. Default: 5 s.</summary>
    public TimeSpan Sample { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many samples in a row above the limit have a worker replaced by handover: 1 to 100. Default: 3.</summary>
    public int Samples { get; init; } = 3;

    /// <summary>The hundredths of its limit above which a worker is killed at once: 100 to 1000. Default: 200.</summary>
    public int HardPercent { get; init; } = 200;

    /// <summary>How long a slot is not replaced again for its memory: 1 s to 24 h. Default: 10 min.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(10);
}

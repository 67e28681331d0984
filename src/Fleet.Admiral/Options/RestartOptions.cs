namespace Fleet.Admiral.Options;

/// <summary>How fast lost workers are replaced: the first time at once, then slower and slower.</summary>
public sealed record RestartOptions
{
    /// <summary>The pause before the second start in a row; each further one doubles it: 10 ms to 10 min. Default: 1 s.</summary>
    public TimeSpan BackoffFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause, not below <see cref="BackoffFirst"/>: 10 ms to 1 h. Default: 60 s.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The time in which losses are counted: 1 s to 24 h. Default: 5 min.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many losses within <see cref="Window"/> put a slot into quarantine: 1 to 32. Default: 5.</summary>
    public int Losses { get; init; } = 5;

    /// <summary>The pause between two tries in quarantine: 1 s to 24 h. Default: 5 min.</summary>
    public TimeSpan QuarantineRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a worker must live for its slot's past losses to be forgotten: 1 s to 24 h. Default: 60 s.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(60);
}

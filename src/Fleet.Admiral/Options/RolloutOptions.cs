namespace Fleet.Admiral.Options;

/// <summary>How a new worker takes over from an old one in a soft restart.</summary>
public sealed record RolloutOptions
{
    /// <summary>How many slots are restarted at a time: 1 to 64. Default: 1.</summary>
    public int Surge { get; init; } = 1;

    /// <summary>How long a new worker that is ready waits before it takes over; the old one is told of it: 0 to 24 h. Default: 0.</summary>
    public TimeSpan Notice { get; init; }

    /// <summary>How long the old worker is kept after the handover, to resume should the new one die: 0 to 10 min. Default: 3 s.</summary>
    public TimeSpan Warm { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the old worker may take to finish what is in hand: 100 ms to 10 min. Default: 10 s.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the new worker may take to become active: 100 ms to 10 min. Default: 10 s.</summary>
    public TimeSpan Activate { get; init; } = TimeSpan.FromSeconds(10);
}

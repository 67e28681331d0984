namespace Fleet.Admiral.Options;

/// <summary>How a new worker takes over from an old one in a soft restart.</summary>
public sealed record RolloutOptions
{
    /// <summary>How long the old worker is kept after the handover, to resume should the new one die: 0 to 10 min. Default: 3 s.</summary>
    public TimeSpan Warm { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a handover waits when the new worker is ready, after the old one was told of it: 0 to 10 min. Default: 0.</summary>
    public TimeSpan Notice { get; init; } = TimeSpan.Zero;

    /// <summary>How long the old worker may take to finish what is in hand: 100 ms to 10 min. Default: 10 s.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the new worker may take to become active: 100 ms to 10 min. Default: 10 s.</summary>
    public TimeSpan Activate { get; init; } = TimeSpan.FromSeconds(10);
}

namespace Fleet.Planning.Specs;

/// <summary>How workers are replaced.</summary>
public sealed record RolloutSpec
{
    /// <summary>How many slots are worked on at a time, and so how many workers more than slots there may be. At least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 1.</exception>
    public int Surge
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>How long an old worker is kept, deactivated, after the new one is active, so that it can resume if the new one dies.</summary>
    public TimeSpan WarmFor { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a handover waits when the new worker is ready, so that the old one can be told of it. Zero for not at all.</summary>
    public TimeSpan Notice { get; init; } = TimeSpan.Zero;
}

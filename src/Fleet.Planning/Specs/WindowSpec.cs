namespace Fleet.Planning.Specs;

/// <summary>How many losses within how much time put a slot into quarantine.</summary>
public sealed record WindowSpec
{
    /// <summary>The most losses that a slot remembers, and so the largest <see cref="Losses"/>.</summary>
    public const int MostLosses = 32;

    /// <summary>So many losses within <see cref="Within"/> are too many. From 1 to 32.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to anything else.</exception>
    public int Losses
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostLosses);
            field = value;
        }
    } = 5;

    /// <summary>The length of the window.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(5);
}

namespace Fleet.Planning.Specs;

/// <summary>What happens to a worker that has more memory than its slot's <see cref="SlotSpec.MemoryLimit"/>.</summary>
public sealed record MemorySpec
{
    /// <summary>The limit of clusters that no configuration names, which a reshard adds; null for none.</summary>
    public long? Clusters { get; init; }

    /// <summary>The limit of services that were added while the fleet runs; null for none.</summary>
    public long? Services { get; init; }

    /// <summary>So many samples in a row above the limit are too many: the worker is replaced by handover. At least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 1.</exception>
    public int Samples
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 3;

    /// <summary>One sample above so many hundredths of the limit is too much at once: the worker is killed. At least 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 100.</exception>
    public int HardPercent
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 100);
            field = value;
        }
    } = 200;

    /// <summary>How long a slot's worker is not replaced again for its memory. One that leaks faster grows on, and is killed and counted as a loss.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(10);
}

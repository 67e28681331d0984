using Fleet.Planning.Specs;

namespace Fleet.Planning.Supervision;

/// <summary>The pace of restarts.</summary>
public static class Backoff
{
    /// <summary>How long to wait before a restart. The same arguments always give the same wait.</summary>
    /// <param name="spec">The pace.</param>
    /// <param name="seed">Of the host.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="attempt">The how-manieth restart since the slot last proved itself, from 1.</param>
    public static TimeSpan Delay(BackoffSpec spec, int seed, SlotName slot, int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var wait = attempt == 1 ? spec.First : Doubled(spec, attempt - 2);
        return wait * (1 + spec.Jitter * (2 * Fraction(seed, slot, attempt) - 1));
    }

    private static TimeSpan Doubled(BackoffSpec spec, int times)
    {
        // Bounded before the power is taken, so that a slot that fails for years does not overflow.
        var factor = Math.Pow(2, Math.Min(times, 40));
        var wait = spec.Second.TotalSeconds * factor;
        return wait < spec.Longest.TotalSeconds ? TimeSpan.FromSeconds(wait) : spec.Longest;
    }

    /// <summary>A number from 0 to below 1 that looks random: FNV-1a over the arguments, then the mixer of SplitMix64.</summary>
    private static double Fraction(int seed, SlotName slot, int attempt)
    {
        var hash = 14695981039346656037UL;
        Add((uint)seed);
        Add((uint)attempt);
        foreach (var letter in slot.ToString()) Add(letter);
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        hash ^= hash >> 31;
        return (hash >> 11) * (1.0 / (1UL << 53));

        void Add(uint part) => hash = unchecked((hash ^ part) * 1099511628211UL);
    }
}

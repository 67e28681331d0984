using System.Globalization;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Liveness;

/// <summary>
/// Tells a worker that leaks from one that had a moment's need. One that grows so fast that it would be killed while samples are still counted is found at
/// once: it can only be replaced without loss as long as it may live.
/// </summary>
public static class MemoryJudge
{
    // The successor has to start and take over meanwhile.
    private const int SamplesAhead = 2;

    /// <summary>What a further sample says.</summary>
    /// <param name="spec">The rules.</param>
    /// <param name="limit">The slot's limit in bytes.</param>
    /// <param name="before">What the sample before said; <c>default</c> for the first.</param>
    /// <param name="bytes">The sample: resident bytes; 0 where the process is gone.</param>
    public static MemoryFinding Judge(MemorySpec spec, long limit, MemoryFinding before, long bytes)
    {
        if (bytes <= limit) return new MemoryFinding(0, bytes, IsBloated: false, IsOvergrown: false, "");
        var over = Math.Min(before.Over + 1, spec.Samples);
        var hard = HardLimit(spec, limit);
        if (bytes > hard) return new MemoryFinding(over, bytes, IsBloated: true, IsOvergrown: true, $"it has {MiB(bytes)}, above the {MiB(hard)} at which it is killed (FLEET4203)");
        var growth = before.Bytes > 0 ? Math.Max(0, bytes - before.Bytes) : 0;
        var isBloated = over >= spec.Samples || growth > (hard - bytes) / SamplesAhead;
        return new MemoryFinding(over, bytes, isBloated, IsOvergrown: false, isBloated ? $"it has {MiB(bytes)}, above its limit of {MiB(limit)} (FLEET4203)" : "");
    }

    /// <summary>The bytes above which a worker is killed at once.</summary>
    public static long HardLimit(MemorySpec spec, long limit) => (long)Math.Min(long.MaxValue, (decimal)limit * spec.HardPercent / 100);

    private static string MiB(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024d * 1024):0} MiB");
}

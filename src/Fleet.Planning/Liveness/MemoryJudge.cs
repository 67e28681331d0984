using System.Globalization;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Liveness;

/// <summary>Tells a worker that leaks from one that had a moment's need.</summary>
public static class MemoryJudge
{
    /// <summary>What a further sample says.</summary>
    /// <param name="spec">The rules.</param>
    /// <param name="limit">The slot's limit in bytes.</param>
    /// <param name="over">What <see cref="MemoryFinding.Over"/> was after the sample before; 0 for the first.</param>
    /// <param name="bytes">The sample: resident bytes; 0 where the process is gone.</param>
    public static MemoryFinding Judge(MemorySpec spec, long limit, int over, long bytes)
    {
        if (bytes <= limit) return new MemoryFinding(0, false, false, "");
        var hard = HardLimit(spec, limit);
        if (bytes > hard) return new MemoryFinding(over + 1, IsBloated: true, IsOvergrown: true, $"it has {MiB(bytes)}, above the {MiB(hard)} at which it is killed (FLEET4203)");
        if (over + 1 < spec.Samples) return new MemoryFinding(over + 1, false, false, "");
        return new MemoryFinding(Math.Min(over + 1, spec.Samples), IsBloated: true, IsOvergrown: false, $"it has {MiB(bytes)}, above its limit of {MiB(limit)} (FLEET4203)");
    }

    /// <summary>The bytes from which on a worker is killed at once.</summary>
    public static long HardLimit(MemorySpec spec, long limit) => (long)Math.Min(long.MaxValue, (decimal)limit * spec.HardPercent / 100);

    private static string MiB(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024d * 1024):0} MiB");
}

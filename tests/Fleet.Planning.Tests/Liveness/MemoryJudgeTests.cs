using Fleet.Planning.Liveness;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Tests.Liveness;

public sealed class MemoryJudgeTests
{
    private const long MiB = 1024 * 1024;
    private static readonly MemorySpec Defaults = new();

    [Theory]
    [InlineData("within within within within", 256, 256, 200, 0)]
    [InlineData("within within bloated", 257, 300, 320)]
    [InlineData("within within bloated bloated", 300, 300, 300, 300)]
    [InlineData("within within within within within bloated", 300, 300, 256, 300, 300, 300)]
    [InlineData("within within bloated within within", 300, 300, 300, 200, 300)]
    [InlineData("overgrown", 513)]
    [InlineData("within overgrown within", 300, 513, 300)]
    // 20 MiB/s and a sample every 5 s: the third would come too late.
    [InlineData("within bloated bloated", 250, 350, 450)]
    [InlineData("within within bloated bloated", 200, 300, 400, 400)]
    // A program that has just started may well be large at once.
    [InlineData("within within bloated", 500, 500, 500)]
    [InlineData("within bloated within", 200, 500, 200)]
    public void Judge_SamplesInMiB_AtALimitOf256(string found, params int[] samples)
    {
        var findings = new List<string>();
        var finding = default(MemoryFinding);
        foreach (var sample in samples)
        {
            // One that is killed is gone; the next sample is its successor's.
            finding = MemoryJudge.Judge(Defaults, 256 * MiB, finding.IsOvergrown ? default : finding, sample * MiB);
            findings.Add(finding.IsOvergrown ? "overgrown" : finding.IsBloated ? "bloated" : "within");
            (finding.Why.Length > 0).ShouldBe(finding.IsBloated);
        }

        string.Join(' ', findings).ShouldBe(found);
    }

    [Fact]
    public void Judge_SaysWhy()
    {
        var before = default(MemoryFinding) with { Over = 2, Bytes = 300 * MiB };
        MemoryJudge.Judge(Defaults, 256 * MiB, before, 300 * MiB).Why.ShouldBe("it has 300 MiB, above its limit of 256 MiB (FLEET4203)");
        MemoryJudge.Judge(Defaults, 256 * MiB, default, 600 * MiB).Why.ShouldBe("it has 600 MiB, above the 512 MiB at which it is killed (FLEET4203)");
    }

    [Fact]
    public void HardLimit_OfAnyLimit_IsNotBelowIt()
    {
        foreach (var limit in new[] { 1, 64 * MiB, 1024 * 1024 * MiB, long.MaxValue })
            MemoryJudge.HardLimit(Defaults, limit).ShouldBeGreaterThanOrEqualTo(limit);
        MemoryJudge.HardLimit(Defaults, 100 * MiB).ShouldBe(200 * MiB);
    }
}

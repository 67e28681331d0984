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
    [InlineData("overgrown", 321)]
    [InlineData("within overgrown within", 300, 321, 300)]
    [InlineData("within within bloated within within", 300, 300, 300, 200, 300)]
    public void Judge_SamplesInMiB_AtALimitOf256(string found, params int[] samples)
    {
        var findings = new List<string>();
        var over = 0;
        foreach (var sample in samples)
        {
            var finding = MemoryJudge.Judge(Defaults, 256 * MiB, over, sample * MiB);
            // One that is killed is gone; the next sample is its successor's.
            over = finding.IsOvergrown ? 0 : finding.Over;
            findings.Add(finding.IsOvergrown ? "overgrown" : finding.IsBloated ? "bloated" : "within");
            (finding.Why.Length > 0).ShouldBe(finding.IsBloated);
        }

        string.Join(' ', findings).ShouldBe(found);
    }

    [Fact]
    public void Judge_SaysWhy()
    {
        MemoryJudge.Judge(Defaults, 256 * MiB, 2, 300 * MiB).Why.ShouldBe("it has 300 MiB, above its limit of 256 MiB (FLEET4203)");
        MemoryJudge.Judge(Defaults, 256 * MiB, 0, 400 * MiB).Why.ShouldBe("it has 400 MiB, above the 320 MiB at which it is killed (FLEET4203)");
    }

    [Fact]
    public void HardLimit_OfAnyLimit_IsNotBelowIt()
    {
        foreach (var limit in new[] { 1, 64 * MiB, 1024 * 1024 * MiB, long.MaxValue })
            MemoryJudge.HardLimit(Defaults, limit).ShouldBeGreaterThanOrEqualTo(limit);
        MemoryJudge.HardLimit(Defaults, 100 * MiB).ShouldBe(125 * MiB);
    }
}

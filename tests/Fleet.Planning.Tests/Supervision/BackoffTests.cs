using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Supervision;

public sealed class BackoffTests
{
    private static readonly SlotName Slot = SlotName.Cluster(0);

    [Fact]
    public void Delay_WithoutJitter_DoublesToTheLongest()
    {
        var spec = new BackoffSpec { Jitter = 0 };
        Enumerable.Range(1, 10).Select(attempt => Backoff.Delay(spec, 1, Slot, attempt).TotalSeconds)
            .ShouldBe([0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    [Fact]
    public void Delay_WithJitter_StaysWithinAFifth()
    {
        var plain = new BackoffSpec { Jitter = 0 };
        for (var seed = 0; seed < 200; seed++)
        {
            for (var attempt = 2; attempt < 12; attempt++)
            {
                var middle = Backoff.Delay(plain, seed, Slot, attempt);
                Backoff.Delay(new BackoffSpec(), seed, Slot, attempt).ShouldBeInRange(middle * 0.8, middle * 1.2);
            }
        }
    }

    [Fact]
    public void Delay_SameArguments_IsTheSame() =>
        Backoff.Delay(new BackoffSpec(), 7, Slot, 5).ShouldBe(Backoff.Delay(new BackoffSpec(), 7, Slot, 5));

    [Fact]
    public void Delay_OverSlotsAndSeeds_IsSpreadEvenly()
    {
        var spec = new BackoffSpec();
        var waits = (from seed in Enumerable.Range(0, 100) from id in Enumerable.Range(0, 100) select Backoff.Delay(spec, seed, SlotName.Cluster(id), 2).TotalSeconds).ToList();
        waits.Average().ShouldBe(1, 0.01);
        waits.Distinct().Count().ShouldBeGreaterThan(9_900);
        for (var tenth = 0; tenth < 10; tenth++)
            waits.Count(wait => wait >= 0.8 + 0.04 * tenth && wait < 0.84 + 0.04 * tenth).ShouldBeInRange(850, 1150);
    }

    [Fact]
    public void Delay_AfterYearsOfFailure_DoesNotOverflow() =>
        Backoff.Delay(new BackoffSpec(), 1, Slot, int.MaxValue).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(72));

    [Fact]
    public void Delay_NoAttempt_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Backoff.Delay(new BackoffSpec(), 1, Slot, 0));
}

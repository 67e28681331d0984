using Fleet.Twitch.Connections;

namespace Fleet.Twitch.Tests.Connections;

public sealed class PacingTests
{
    [Fact]
    public void SlidingWindow_UnderAnyLoad_GrantsNoMoreThanItsPermitsInAnyWindow()
    {
        var random = new Random(5);
        var window = TimeSpan.FromSeconds(12);
        var pace = new SlidingWindow(18, window);
        var granted = new List<TimeSpan>();
        var now = TimeSpan.Zero;
        for (var round = 0; round < 5_000; round++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(2_000));
            granted.AddRange(Enumerable.Repeat(now, pace.Take(random.Next(1, 16), now)));
        }
        for (var i = 18; i < granted.Count; i++) (granted[i] - granted[i - 18]).ShouldBeGreaterThanOrEqualTo(window);
        granted.Count.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void SlidingWindow_WhenEmpty_SaysWhenThereIsAPermit()
    {
        var pace = new SlidingWindow(1, TimeSpan.FromSeconds(10));

        pace.Wait(TimeSpan.Zero).ShouldBe(TimeSpan.Zero);
        pace.Take(3, TimeSpan.Zero).ShouldBe(1);
        pace.Wait(TimeSpan.FromSeconds(4)).ShouldBe(TimeSpan.FromSeconds(6));
        pace.Take(1, TimeSpan.FromSeconds(9.9)).ShouldBe(0);
        pace.Take(1, TimeSpan.FromSeconds(10)).ShouldBe(1);
    }

    [Fact]
    public void Backoff_GrowsToItsBoundAndNeverBeyond()
    {
        Backoff.After(0, 0.5).ShouldBe(TimeSpan.FromSeconds(0.5));
        Backoff.After(1, 0).ShouldBe(TimeSpan.FromSeconds(1));
        Backoff.After(3, 0.999).ShouldBeInRange(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8));
        for (var failures = 0; failures < 2_000; failures++) Backoff.After(failures, 0.999).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(2));
        Backoff.After(int.MaxValue, 0).ShouldBe(TimeSpan.FromMinutes(1));
    }
}

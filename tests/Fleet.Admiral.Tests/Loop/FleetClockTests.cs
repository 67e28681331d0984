using Fleet.Admiral.Loop;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Loop;

public sealed class FleetClockTests
{
    [Fact]
    public void Now_FollowsTheMonotonicClock()
    {
        var time = new ManualTime();
        var start = time.GetUtcNow();
        var clock = new FleetClock(time);

        clock.Now.ShouldBe(start);
        time.Advance(TimeSpan.FromMinutes(5));
        clock.Now.ShouldBe(start + TimeSpan.FromMinutes(5), TimeSpan.FromMicroseconds(1));
    }

    [Fact]
    public void Now_WhenTheWallClockIsSet_DoesNotJump()
    {
        var time = new JumpingTime();
        var clock = new FleetClock(time);

        time.Jump = TimeSpan.FromHours(-3);
        time.Steady.Advance(TimeSpan.FromSeconds(1));

        clock.Now.ShouldBe(time.Steady.GetUtcNow(), TimeSpan.FromMicroseconds(1));
    }

    private sealed class JumpingTime : TimeProvider
    {
        public ManualTime Steady { get; } = new();

        public TimeSpan Jump { get; set; }

        public override long TimestampFrequency => Steady.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Steady.GetUtcNow() + Jump;

        public override long GetTimestamp() => Steady.GetTimestamp();
    }
}

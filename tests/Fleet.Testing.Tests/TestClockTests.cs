using Fleet.TestKit.Time;

namespace Fleet.Testing.Tests;

public sealed class TestClockTests
{
    [Fact]
    public async Task Timers_FireInTheOrderTheyWereDue_AndSeeTheNewTime()
    {
        var clock = await ClockAsync();
        var fired = new List<string>();
        await using var late = clock.CreateTimer(_ => fired.Add($"late at {clock.Elapsed.TotalSeconds}"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        await using var early = clock.CreateTimer(_ => fired.Add($"early at {clock.Elapsed.TotalSeconds}"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(5));

        fired.ShouldBe(["early at 5", "late at 5"]);
    }

    [Fact]
    public async Task PeriodicTimer_FiresOncePerPeriod()
    {
        var clock = await ClockAsync();
        var ticks = 0;
        await using (clock.CreateTimer(_ => ticks++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)))
        {
            clock.Advance(TimeSpan.FromSeconds(6));
            ticks.ShouldBe(3);
            clock.Advance(TimeSpan.FromSeconds(1));
            ticks.ShouldBe(4);
        }

        clock.Advance(TimeSpan.FromSeconds(10));
        ticks.ShouldBe(4);
    }

    [Fact]
    public async Task Timer_WithoutDelay_FiresWhileTheClockStands()
    {
        var clock = await ClockAsync();
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WithDeadline();
    }

    [Fact]
    public async Task Delay_BegunByATimer_BeginsAtTheNewTime()
    {
        var clock = await ClockAsync();
        var second = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = clock.CreateTimer(_ => second.TrySetResult(Task.Delay(TimeSpan.FromSeconds(1), clock)), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromHours(1));
        var delay = await second.Task.WithDeadline();
        delay.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));

        await delay.WithDeadline();
    }

    private static async Task<TestClock> ClockAsync()
    {
        // There is no other way to a clock than a fleet; this one is over at once.
        await using var fleet = await FleetTestHost.StartAsync(_ => { });
        return fleet.Clock;
    }
}

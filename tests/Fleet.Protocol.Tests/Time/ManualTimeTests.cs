using Fleet.TestKit.Time;

namespace Fleet.Protocol.Tests.Time;

public class ManualTimeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Advance_OverAPeriodicTimer_FiresAtEachDueInstant()
    {
        List<double> fired = [];
        using ITimer timer = _time.CreateTimer(_ => fired.Add(_time.Elapsed.TotalSeconds), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(35));

        fired.ShouldBe([10, 20, 30]);
        _time.Elapsed.ShouldBe(TimeSpan.FromSeconds(35));
    }

    [Fact]
    public void Advance_TimersDueTogether_FireInTheOrderTheyWereArmed()
    {
        List<int> fired = [];
        ITimer[] timers = [.. Enumerable.Range(0, 5).Select(i => _time.CreateTimer(_ => fired.Add(i), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan))];

        timers[0].Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timers[3].Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));

        fired.ShouldBe([1, 2, 4, 0]);
        _time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Delay_WaitAsyncAndCancellation_ObeyTheClock()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(3), _time);
        Task delay = Task.Delay(TimeSpan.FromSeconds(1), _time);
        Task never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task.WaitAsync(TimeSpan.FromSeconds(2), _time);

        _time.Advance(TimeSpan.FromSeconds(1));
        await delay.WithDeadline();
        never.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<TimeoutException>(never);
        cancellation.IsCancellationRequested.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        cancellation.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void Advance_OverATimerThatReArmsItselfAtOnce_ThrowsASentence()
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(_ => timer!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        Should.Throw<InvalidOperationException>(() => _time.Advance(TimeSpan.FromSeconds(2))).Message.ShouldContain("stands still");
        timer.Dispose();
    }

    [Fact]
    public void Timestamp_AfterAnAdvance_TellsTheElapsedTime()
    {
        long before = _time.GetTimestamp();

        _time.Advance(TimeSpan.FromSeconds(7));

        _time.GetElapsedTime(before).ShouldBe(TimeSpan.FromSeconds(7));
        _time.GetUtcNow().Second.ShouldBe(7);
    }
}

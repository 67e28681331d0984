using System.Runtime.CompilerServices;

namespace Fleet.TestKit.Time;

/// <summary>
/// A clock that a test owns. <see cref="Advance"/> walks from due instant to due instant, setting the clock to each
/// before it fires, in the order the timers were due (then armed); callbacks run outside its lock, on the thread that
/// advances. <c>Task.Delay</c>, <c>WaitAsync</c>, <c>CancellationTokenSource</c> and <c>PeriodicTimer</c> obey it.
/// </summary>
/// <remarks>
/// One driver per test. A loop that hops to the pool between two delays is not re-armed yet when the walk goes on:
/// advance step by step then, and await <see cref="TimerArmedAsync"/> or a named event in between.
/// </remarks>
public sealed class ManualTime : TimeProvider
{
    // More firings at one instant than any sane test has: a timer that re-arms itself with no delay.
    private const int MaxFiringsAtOneInstant = 100_000;

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _armedWaits = [];
    private readonly DateTimeOffset _start;
    private TimeSpan _elapsed;
    private long _sequence;

    public ManualTime()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public ManualTime(DateTimeOffset start) => _start = start;

    /// <summary>An odd frequency, so that code which takes timestamps for ticks or milliseconds fails.</summary>
    public override long TimestampFrequency => 10_000_019;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Time passed since the clock was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
                return _elapsed;
        }
    }

    /// <summary>Timers that will fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
                return _timers.Count;
        }
    }

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    // Rounded up: a wait of x must be over when x has passed, not one timestamp later.
    public override long GetTimestamp() => (long)Math.Ceiling((decimal)Elapsed.Ticks * TimestampFrequency / TimeSpan.TicksPerSecond);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when at least <paramref name="count"/> timers are armed.</summary>
    public Task TimerArmedAsync(int count = 1)
    {
        lock (_gate)
        {
            if (_timers.Count >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _armedWaits.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>Lets time pass, firing what becomes due on the way.</summary>
    public void Advance(TimeSpan by, [CallerArgumentExpression(nameof(by))] string what = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan end = Elapsed + by;
        TimeSpan instant = TimeSpan.MinValue;
        int firings = 0;
        while (TakeNextDue(end) is { } timer)
        {
            if (Elapsed != instant)
                (instant, firings) = (Elapsed, 0);
            if (++firings > MaxFiringsAtOneInstant)
                throw new InvalidOperationException($"Advance({what}) stands still at +{instant}: a timer re-arms itself without delay.");
            timer.Fire();
        }

        lock (_gate)
            _elapsed = end;
    }

    private ManualTimer? TakeNextDue(TimeSpan end)
    {
        lock (_gate)
        {
            ManualTimer? next = _timers.Where(timer => timer.Due <= end).MinBy(timer => (timer.Due, timer.Sequence));
            if (next is null)
                return null;
            // A timer armed for the past cannot be, but one armed by a thread that raced an advance can.
            if (next.Due > _elapsed)
                _elapsed = next.Due;
            _timers.Remove(next);
            if (next.Period > TimeSpan.Zero)
                Arm(next, _elapsed + next.Period);
            return next;
        }
    }

    private void Arm(ManualTimer timer, TimeSpan due)
    {
        timer.Due = due;
        timer.Sequence = ++_sequence;
        _timers.Add(timer);
        for (int i = _armedWaits.Count - 1; i >= 0; i--)
        {
            if (_armedWaits[i].Count > _timers.Count)
                continue;
            _armedWaits[i].Reached.TrySetResult();
            _armedWaits.RemoveAt(i);
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public TimeSpan Due { get; set; }

        public long Sequence { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (_disposed)
                    return false;
                time._timers.Remove(this);
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                    time.Arm(this, time._elapsed + dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                _disposed = true;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

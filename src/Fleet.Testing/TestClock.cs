namespace Fleet.Testing;

/// <summary>
/// The clock of a fleet under test: it stands still until <see cref="Advance"/>. Everything that goes by time goes by it: the planner's deadlines and back-offs, the
/// time-outs of commands, and whatever a bot asks of the <see cref="TimeProvider"/> in its container.
/// </summary>
/// <remarks>
/// Time jumps, as for a machine that was asleep: the clock shows the new time before the first timer fires, so what is begun on account of a timer begins then, and
/// no step of it is over at once. To see each tick of a loop, advance one tick at a time and wait for what it brings.
/// </remarks>
public sealed class TestClock : TimeProvider
{
    // More firings in one jump than any sane test has: a timer that arms itself again without delay.
    private const int MostFirings = 10_000_000;

    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan _elapsed;
    private long _sequence;

    internal TestClock()
    {
    }

    /// <summary>How much time has passed since the fleet was started.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate) return _elapsed;
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Called before a jump: lets what is under way come to rest.</summary>
    internal Action? Settle { get; set; }

    /// <summary>Called after a jump.</summary>
    internal Action? Jumped { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>
    /// Lets time pass, and fires all timers that are due by then: on the calling thread, in the order in which they were due; a periodic one once for each of its periods.
    /// Starts and handovers under way are waited for first, for up to five seconds of real time, so that a jump does not look like a worker that takes too long.
    /// </summary>
    /// <param name="by">How much, zero or more.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Settle?.Invoke();
        Pass(by);
    }

    /// <summary>As <see cref="Advance"/>, without waiting for anything: for what does not get on because the clock stands still.</summary>
    internal void Pass(TimeSpan by)
    {
        lock (_gate) _elapsed += by;
        for (var firings = 0; TakeNextDue() is { } alarm; firings++)
        {
            if (firings == MostFirings) throw new InvalidOperationException($"The clock, advanced by {by}, does not come to an end: a timer fires again and again without delay.");
            alarm.Fire();
        }

        Jumped?.Invoke();
    }

    private Alarm? TakeNextDue()
    {
        lock (_gate)
        {
            Alarm? next = null;
            foreach (var alarm in _alarms)
                if (alarm.Due <= _elapsed && (next is null || (alarm.Due, alarm.Sequence).CompareTo((next.Due, next.Sequence)) < 0)) next = alarm;
            if (next is null) return null;
            _alarms.Remove(next);
            if (next.Period > TimeSpan.Zero) Arm_NeedsLock(next, next.Due + next.Period);
            return next;
        }
    }

    private void Arm_NeedsLock(Alarm alarm, TimeSpan due)
    {
        alarm.Due = due;
        alarm.Sequence = ++_sequence;
        _alarms.Add(alarm);
    }

    private sealed class Alarm(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private bool _disposed;

        public TimeSpan Due { get; set; }

        public long Sequence { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire()
        {
            if (_context is null) callback(state);
            else ExecutionContext.Run(_context, static alarm => ((Alarm)alarm!).Call(), this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (_disposed) return false;
                clock._alarms.Remove(this);
                Period = period > TimeSpan.Zero ? period : TimeSpan.Zero;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                if (dueTime > TimeSpan.Zero)
                {
                    clock.Arm_NeedsLock(this, clock._elapsed + dueTime);
                    return true;
                }

                if (Period > TimeSpan.Zero) clock.Arm_NeedsLock(this, clock._elapsed + Period);
            }

            // Now is now, also while the clock stands still.
            ThreadPool.UnsafeQueueUserWorkItem(static alarm => alarm.Fire(), this, preferLocal: false);
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Call() => callback(state);
    }
}

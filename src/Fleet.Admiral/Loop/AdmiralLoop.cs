using System.Threading.Channels;
using Fleet.Planning;
using Fleet.Planning.Events;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Loop;

/// <summary>
/// The single writer. It folds one event after the other into the snapshot, asks the planner, hands the actions on, and sleeps until the next event
/// or the time that the plan named. Order of death: the mode becomes Stopped, the loop returns, <see cref="Completion"/> ends.
/// </summary>
internal sealed partial class AdmiralLoop(FleetSpec spec, IActionExecutor executor, TimeProvider time, ILogger<AdmiralLoop> log) : IDisposable
{
    // Far above what a fleet of a thousand workers says at once; a full queue means that the loop is dead, and is told loudly.
    private const int QueueLength = 64 * 1024;

    // A planner that contradicts itself would ask for actions for ever.
    private const int MostRounds = 1000;

    private readonly Channel<FleetEvent?> _events = Channel.CreateBounded<FleetEvent?>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FleetClock _clock = new(time);
    private volatile FleetSnapshot _snapshot = FleetSnapshot.Initial(spec);
    private volatile TaskCompletionSource _changed = NewSignal();
    private ITimer? _timer;

    /// <summary>Told of every event that changed something, after what followed from it was handed on; on the loop's thread, so it must not wait.</summary>
    public Action<FleetSnapshot, FleetEvent, FleetSnapshot, DateTimeOffset>? Heard { get; init; }

    /// <summary>The fleet as it was last seen.</summary>
    public FleetSnapshot Snapshot => _snapshot;

    /// <summary>The loop's time.</summary>
    public DateTimeOffset Now => _clock.Now;

    /// <summary>Ends when the loop has, with its failure where there was one.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Tells the loop something.</summary>
    public void Post(FleetEvent fleetEvent)
    {
        if (!_events.Writer.TryWrite(fleetEvent) && !_completion.Task.IsCompleted) LogQueueFull(log, fleetEvent.Kind.ToString());
    }

    /// <summary>Has the loop plan again: for a clock that jumped while the loop was about to set its alarm by it.</summary>
    public void Wake() => _events.Writer.TryWrite(null);

    /// <summary>Every snapshot from now on that differs from the last, the newest where several came at once; ends with the loop.</summary>
    public async IAsyncEnumerable<FleetSnapshot> WatchAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var version = -1L;
        while (true)
        {
            // Taken before the snapshot is read: a change in between ends it at once.
            var changed = _changed.Task;
            // Asked before it too: the last change must not be missed.
            var ended = _completion.Task.IsCompleted;
            var snapshot = _snapshot;
            if (snapshot.Version != version)
            {
                version = snapshot.Version;
                yield return snapshot;
                continue;
            }

            if (ended) yield break;
            await Task.WhenAny(changed, _completion.Task).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Runs until nothing lives any more.</summary>
    public async Task RunAsync()
    {
        try
        {
            _timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Step();
            while (_snapshot.Mode != FleetMode.Stopped)
            {
                await _events.Reader.WaitToReadAsync();
                while (_events.Reader.TryRead(out var fleetEvent))
                    if (fleetEvent is not null) Hear(fleetEvent);
                Step();
            }

            _completion.TrySetResult();
        }
        catch (Exception e)
        {
            LogFailed(log, e);
            _completion.TrySetException(e);
            throw;
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Step()
    {
        for (var round = 0; ; round++)
        {
            var now = _clock.Now;
            var plan = FleetPlanner.Plan(spec, _snapshot, now);
            if (plan.Actions.IsEmpty)
            {
                Arm(plan.WakeAt, now);
                Publish();
                return;
            }

            if (round == MostRounds) throw new InvalidOperationException($"The planner asked {MostRounds} times for more, last for {plan.Actions[0]}.");
            foreach (var action in plan.Actions)
            {
                var before = _snapshot;
                var taken = new ActionTaken(action);
                Apply(taken);
                executor.Execute(action, _snapshot, now);
                Tell(before, taken);
            }
        }
    }

    private void Hear(FleetEvent fleetEvent)
    {
        var before = _snapshot;
        Apply(fleetEvent);
        Tell(before, fleetEvent);
    }

    private void Tell(FleetSnapshot before, FleetEvent heard)
    {
        if (!ReferenceEquals(before, _snapshot)) Heard?.Invoke(before, heard, _snapshot, _clock.Now);
    }

    private void Apply(FleetEvent fleetEvent) => _snapshot = _snapshot.Apply(fleetEvent, _clock.Now);

    private void Arm(DateTimeOffset? wakeAt, DateTimeOffset now)
    {
        var due = wakeAt is { } at ? at - now : Timeout.InfiniteTimeSpan;
        _timer!.Change(due < TimeSpan.Zero && wakeAt is not null ? TimeSpan.Zero : due, Timeout.InfiniteTimeSpan);
    }

    private void Publish()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(1101, LogLevel.Critical, "The Admiral's queue is full; event {Kind} was lost.")]
    private static partial void LogQueueFull(ILogger logger, string kind);

    [LoggerMessage(1102, LogLevel.Critical, "The Admiral's loop failed; its workers end with it.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

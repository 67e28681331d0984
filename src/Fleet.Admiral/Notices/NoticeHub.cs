using System.Collections.Immutable;
using Fleet.Admiral.Routing;
using Fleet.Planning.Events;
using Fleet.Planning.Snapshots;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Notices;

/// <summary>
/// Tells what happens in the fleet to who listens: the workers and a host program. Called by the loop after each event and by the stats after each collection; listeners must not wait,
/// and one that throws is logged and counted, and costs nobody else.
/// </summary>
internal sealed partial class NoticeHub(IEnumerable<SlotName> start, TimeSpan handoverPause, TimeProvider time, ILogger<NoticeHub> log)
{
    private readonly ImmutableArray<SlotName> _start = [.. start];
    private readonly LogPace _pace = new(perSecond: 1, time);
    private ImmutableArray<Action<FleetNotice>> _listeners = [];
    private long _failures;
    private bool _ready;

    /// <summary>How often a listener has failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Adds a listener; it must not wait. It is called on any thread, for the loop's notices in their order.</summary>
    public void Listen(Action<FleetNotice> listener) => ImmutableInterlocked.Update(ref _listeners, static (listeners, added) => listeners.Add(added), listener);

    /// <summary>The loop begins: a fleet without slots is ready at once.</summary>
    public void Begin(FleetSnapshot snapshot, DateTimeOffset now) => TellReady(snapshot, now);

    /// <summary>The loop has heard an event, and has done what was to be done. Called by the loop alone.</summary>
    public void Heard(FleetSnapshot before, FleetEvent heard, FleetSnapshot after, DateTimeOffset now)
    {
        try
        {
            foreach (var notice in NoticeReader.Read(before, heard, after, handoverPause, now)) Tell(notice);
            TellReady(after, now);
        }
        catch (Exception e)
        {
            // An error of ours; what it would have told is not worth the fleet.
            Fail(e);
        }
    }

    /// <summary>Tells every listener.</summary>
    public void Tell(FleetNotice notice)
    {
        foreach (var listener in _listeners)
        {
            try
            {
                listener(notice);
            }
            catch (Exception e)
            {
                Fail(e);
            }
        }
    }

    private void TellReady(FleetSnapshot snapshot, DateTimeOffset now)
    {
        if (_ready || NoticeReader.Ready(_start, snapshot, now) is not { } ready) return;
        _ready = true;
        Tell(ready);
    }

    private void Fail(Exception failure)
    {
        Interlocked.Increment(ref _failures);
        if (_pace.TryTake()) LogFailed(log, failure);
    }

    [LoggerMessage(1901, LogLevel.Error, "A notice could not be told. Please report it with this stack; the fleet goes on.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

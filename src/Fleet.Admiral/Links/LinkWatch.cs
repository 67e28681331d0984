using Fleet.Planning.Events;
using Fleet.Planning.Liveness;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Links;

/// <summary>Finds workers whose heartbeat has stopped or tells that their work does not get on, and forgets commands that nobody waits for any more.</summary>
internal sealed partial class LinkWatch(LinkDesk desk, ILinkEvents events, LivenessSpec spec, TimeProvider time, ILogger<LinkWatch> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // An Admiral that looks so late has itself been stopped or starved, and has not read what its workers said meanwhile.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(3);

    private long _awakeSince = time.GetTimestamp();
    private long _lastLook = time.GetTimestamp();

    /// <summary>Looks twice a second until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) Look();
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    /// <summary>Looks once.</summary>
    internal void Look()
    {
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(_lastLook, now) > Late) _awakeSince = now;
        _lastLook = now;
        foreach (var link in desk.Links)
        {
            link.InFlight.Sweep(now);
            var heartbeat = link.IsReady ? link.LastHeartbeat : default;
            var reading = new WorkerReading(
                time.GetElapsedTime(Math.Max(link.LastBeat, _awakeSince), now),
                TimeSpan.FromMilliseconds(heartbeat.PoolDelayMilliseconds),
                TimeSpan.FromMilliseconds(heartbeat.DispatchDelayMilliseconds));
            Tell(link, PaceJudge.Judge(spec, reading));
        }
    }

    private void Tell(WorkerLink link, PaceFinding finding)
    {
        link.Pace = finding.Pace;
        if (finding.Pace == WorkerPace.Hung)
        {
            events.Post(new WorkerSignalled(link.Name, WorkerSignal.Unresponsive, Detail: finding.Why));
            return;
        }

        var before = link.ToldPace;
        if (before == finding.Pace) return;
        link.ToldPace = finding.Pace;
        Tell(link, Ailment.Behind, before >= WorkerPace.Behind, finding.Pace >= WorkerPace.Behind, finding.Why);
        Tell(link, Ailment.Stuck, before >= WorkerPace.Stuck, finding.Pace >= WorkerPace.Stuck, finding.Why);
        if (finding.Pace == WorkerPace.Keeping) LogKeepsUp(log, link.Name.ToString());
        else if (before == WorkerPace.Keeping) LogBehind(log, link.Name.ToString(), finding.Why);
    }

    private void Tell(WorkerLink link, Ailment ailment, bool had, bool has, string why)
    {
        if (had != has) events.Post(new WorkerExamined(link.Name, ailment, has ? why : null));
    }

    [LoggerMessage(1211, LogLevel.Warning, "{Worker} does not keep up and gets no new commands: {Why}")]
    private static partial void LogBehind(ILogger logger, string worker, string why);

    [LoggerMessage(1212, LogLevel.Information, "{Worker} keeps up again")]
    private static partial void LogKeepsUp(ILogger logger, string worker);
}

using Fleet.Planning.Events;
using Fleet.Planning.Supervision;

namespace Fleet.Admiral.Links;

/// <summary>Finds workers whose heartbeat has stopped, and forgets commands that nobody waits for any more.</summary>
internal sealed class LinkWatch(LinkDesk desk, ILinkEvents events, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A heartbeat comes every second; ten in a row are missed only by a process that is stopped or starved.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(10);

    /// <summary>Looks once a second until told to stop.</summary>
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
        foreach (var link in desk.Links)
        {
            link.InFlight.Sweep(now);
            var silence = time.GetElapsedTime(link.LastBeat, now);
            if (silence > SilenceLimit)
                events.Post(new WorkerSignalled(link.Name, WorkerSignal.Unresponsive, Detail: $"it gave no sign of life for {silence.TotalSeconds:0} s"));
        }
    }
}

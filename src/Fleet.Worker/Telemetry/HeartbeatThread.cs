using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Telemetry;

/// <summary>
/// The thread that the bot cannot block. It sends the signs of life, measures how long the thread pool lets a work item wait, relieves a stuck reader,
/// pushes out what a blocked handler has queued, and has the deadlines of commands swept.
/// </summary>
internal sealed class HeartbeatThread(IAdmiralLink link, OutgoingCalls calls, HandlersInHand inHand, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private const int TicksPerBeat = 10;

    // A reader is relieved after two looks, and from then on later handlers may overtake the one that it is in: so not after the first short wait for a lock.
    private const int TicksPerLook = 2;

    private readonly ManualResetEventSlim _stop = new();
    private long _probeSent;
    private long _probeDelay;
    private int _probeUnderWay;
    private int _sweepUnderWay;

    public void Start() => new Thread(Run, maxStackSize: 128 * 1024) { IsBackground = true, Name = "fleet-heartbeat", Priority = ThreadPriority.AboveNormal }.Start();

    public void Dispose() => _stop.Set();

    /// <summary>One look at everything. Called by the thread, and by tests in its place.</summary>
    /// <param name="tick">How many looks there were before.</param>
    internal void Look(int tick)
    {
        if (tick % TicksPerLook == 0) link.RelieveStuckReader();
        if (calls.Any && Interlocked.Exchange(ref _sweepUnderWay, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(static self => self.Sweep(), this, preferLocal: false);
        if (tick % TicksPerBeat == 0) Beat();

        // Also for frames that a handler queued and then blocked on, whose own flush waits for the end of its batch.
        link.Flush();
    }

    private void Run()
    {
        for (var tick = 0; !_stop.Wait(Tick); tick++) Look(tick);
    }

    private void Beat()
    {
        if (Interlocked.Exchange(ref _probeUnderWay, 1) == 0)
        {
            Volatile.Write(ref _probeSent, time.GetTimestamp());
            ThreadPool.UnsafeQueueUserWorkItem(static self => self.OnProbe(), this, preferLocal: false);
        }

        var waiting = Volatile.Read(ref _probeUnderWay) == 1 ? (long)time.GetElapsedTime(Volatile.Read(ref _probeSent)).TotalMilliseconds : 0;
        var beat = new Heartbeat(Math.Max(waiting, Volatile.Read(ref _probeDelay)), (long)link.DispatchDelay.TotalMilliseconds, inHand.Count);
        Span<byte> header = stackalloc byte[32];
        var length = beat.Write(header);
        _ = link.TrySend(header[..length], default, SendLane.Control);
    }

    private void OnProbe()
    {
        Volatile.Write(ref _probeDelay, (long)time.GetElapsedTime(Volatile.Read(ref _probeSent)).TotalMilliseconds);
        Volatile.Write(ref _probeUnderWay, 0);
    }

    private void Sweep()
    {
        // Allowed again before the sweep, which runs the bot's code and may be blocked by it.
        Volatile.Write(ref _sweepUnderWay, 0);
        calls.Sweep();
    }
}

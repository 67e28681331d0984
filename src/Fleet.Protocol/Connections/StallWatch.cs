namespace Fleet.Protocol.Connections;

/// <summary>
/// Notices a peer that takes nothing: it looks four times per limit, and four looks without a byte are a stall.
/// Runs only from the moment the kernel refused bytes until a look finds nothing waiting, so an ordinary connection has no timer.
/// Not thread-safe: <see cref="FrameSender"/> holds its gate, in the timer's callback too.
/// </summary>
internal sealed class StallWatch(TimeProvider time, TimeSpan limit, TimerCallback onLook) : IDisposable
{
    private const int LooksPerLimit = 4;

    private readonly TimeSpan _pace = limit / LooksPerLimit;
    private ITimer? _timer;
    private bool _armed;
    private bool _disposed;
    private int _looksWithoutProgress;
    private long _bytesAtLastLook;

    public void Arm(long bytesOut)
    {
        if (_armed || _disposed)
            return;
        _armed = true;
        _looksWithoutProgress = 0;
        _bytesAtLastLook = bytesOut;
        _timer ??= time.CreateTimer(onLook, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(_pace, _pace);
    }

    /// <summary>Looks once.</summary>
    /// <returns>Whether the peer has stalled.</returns>
    public bool Look(bool waiting, long bytesOut)
    {
        if (!_armed || _disposed)
            return false;
        if (!waiting)
        {
            _armed = false;
            _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return false;
        }

        _looksWithoutProgress = bytesOut == _bytesAtLastLook ? _looksWithoutProgress + 1 : 0;
        _bytesAtLastLook = bytesOut;
        return _looksWithoutProgress >= LooksPerLimit;
    }

    public void Dispose()
    {
        _disposed = true;
        _timer?.Dispose();
    }
}

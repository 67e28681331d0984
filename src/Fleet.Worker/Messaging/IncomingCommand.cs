namespace Fleet.Worker.Messaging;

/// <summary>A command that a handler works on.</summary>
internal sealed class IncomingCommand(WorkerName? from, TimeSpan timeout, TimeProvider time) : CommandContext, IDisposable
{
    private readonly long _start = time.GetTimestamp();
    private CancellationTokenSource? _cancellation;
    private bool _disposed;

    public override WorkerName? From => from;

    public override TimeSpan TimeLeft
    {
        get
        {
            var left = timeout - time.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    // Made when first read: a timer for every command would cost more than the command.
    public override CancellationToken Cancellation
    {
        get
        {
            if (_cancellation is null)
            {
                var made = new CancellationTokenSource(TimeLeft, time);
                if (Interlocked.CompareExchange(ref _cancellation, made, null) is not null) made.Dispose();
            }

            return _disposed ? new CancellationToken(canceled: true) : _cancellation.Token;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _cancellation?.Dispose();
    }
}

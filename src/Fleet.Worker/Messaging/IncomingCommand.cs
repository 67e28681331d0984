namespace Fleet.Worker.Messaging;

/// <summary>A command that a handler works on.</summary>
internal sealed class IncomingCommand(WorkerName? from, TimeSpan timeout, long receivedAt, TimeProvider time) : CommandContext, IDisposable
{
    private static readonly CancellationTokenSource s_over = Over();

    private CancellationTokenSource? _cancellation;

    public override WorkerName? From => from;

    public override TimeSpan TimeLeft
    {
        get
        {
            var left = timeout - time.GetElapsedTime(receivedAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    // Made when first read: a timer for every command would cost more than the command.
    public override CancellationToken Cancellation
    {
        get
        {
            if (Volatile.Read(ref _cancellation) is { } present) return present.Token;
            var made = new CancellationTokenSource(TimeLeft, time);
            if (Interlocked.CompareExchange(ref _cancellation, made, null) is not { } other) return made.Token;
            made.Dispose();
            return other.Token;
        }
    }

    // The source is not disposed but put to rest: what the handler has left running may read its token at this very moment.
    public void Dispose() => Interlocked.Exchange(ref _cancellation, s_over)?.CancelAfter(Timeout.InfiniteTimeSpan);

    private static CancellationTokenSource Over()
    {
        var over = new CancellationTokenSource();
        over.Cancel();
        return over;
    }
}

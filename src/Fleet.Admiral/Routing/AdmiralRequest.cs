using Fleet.Admiral.Links;

namespace Fleet.Admiral.Routing;

/// <summary>A command that a worker has sent to the Admiral itself.</summary>
/// <param name="link">The link of the worker that asks.</param>
/// <param name="timeout">How long the worker waits.</param>
/// <param name="time">The clock.</param>
internal sealed class AdmiralRequest(WorkerLink link, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private CancellationTokenSource? _cancellation;
    private CancellationTokenSource? _deadline;

    /// <summary>The link of the worker that asks; its <see cref="WorkerLink.Gone"/> ends with the worker.</summary>
    public WorkerLink Link => link;

    /// <summary>Who asks.</summary>
    public WorkerName From => link.Name;

    /// <summary>How long the worker waits.</summary>
    public TimeSpan Timeout => timeout;

    /// <summary>Ends when the worker no longer waits, or is gone. Made when first read: most commands are answered at once. For the handler alone, not for other threads.</summary>
    public CancellationToken Cancellation
    {
        get
        {
            if (_cancellation is not null) return _cancellation.Token;
            // A source of its own and no timer: a timer's callback could meet a source that is disposed of just then, and end the Admiral.
            _deadline = new CancellationTokenSource(timeout, time);
            _cancellation = CancellationTokenSource.CreateLinkedTokenSource(link.Gone, _deadline.Token);
            return _cancellation.Token;
        }
    }

    /// <summary>Whether the worker no longer waits, as far as the handler has asked for <see cref="Cancellation"/>.</summary>
    public bool IsOver => _cancellation is { IsCancellationRequested: true };

    public void Dispose()
    {
        _cancellation?.Dispose();
        _deadline?.Dispose();
    }
}

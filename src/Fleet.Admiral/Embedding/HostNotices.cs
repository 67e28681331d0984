using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Embedding;

/// <summary>The handlers of notices in the host program.</summary>
internal sealed class HostNotices(HandlerTally tally, TimeProvider time, ILogger log, CancellationToken stopping)
{
    private ImmutableArray<Action<FleetNotice>> _handlers = [];

    /// <summary>Adds a handler of one kind of notice, or of all.</summary>
    public IDisposable Add<TNotice>(Func<TNotice, CancellationToken, Task> handler)
        where TNotice : FleetNotice
    {
        ArgumentNullException.ThrowIfNull(handler);
        var queue = new HandlerQueue<TNotice>(typeof(TNotice).Name, handler, tally, time, log, stopping);
        Action<FleetNotice> post = notice =>
        {
            if (notice is TNotice wanted) queue.Post(wanted);
        };
        ImmutableInterlocked.Update(ref _handlers, static (handlers, added) => handlers.Add(added), post);
        return new HostRegistration(() =>
        {
            ImmutableInterlocked.Update(ref _handlers, static (handlers, left) => handlers.Remove(left), post);
            queue.Dispose();
        });
    }

    /// <summary>Tells the handlers. Never waits.</summary>
    public void Tell(FleetNotice notice)
    {
        foreach (var post in _handlers) post(notice);
    }
}

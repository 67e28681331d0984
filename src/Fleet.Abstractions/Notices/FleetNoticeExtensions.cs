namespace Fleet;

/// <summary>The Admiral's notices for bots. Which of them reach bots is <c>events.broadcast</c> of the configuration.</summary>
public static class FleetNoticeExtensions
{
    /// <summary>Calls a handler for each notice of one kind.</summary>
    /// <param name="ipc">What they come by.</param>
    /// <param name="handler">What to do; an exception of it is logged.</param>
    /// <returns>Ends the registration when disposed.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="TNotice"/> is <see cref="FleetNotice"/> itself: notices travel by their own types.</exception>
    public static IDisposable OnNotice<TNotice>(this IFleetIpc ipc, Func<TNotice, EventContext, Task> handler)
        where TNotice : FleetNotice
    {
        ArgumentNullException.ThrowIfNull(ipc);
        if (typeof(TNotice).IsAbstract) throw new ArgumentException($"Name a kind of notice, such as {nameof(WorkerLost)}.", nameof(handler));
        return ipc.On(NoticeNames.Of(typeof(TNotice)), handler);
    }

    /// <summary>Calls a handler that does not await for each notice of one kind.</summary>
    /// <param name="ipc">What they come by.</param>
    /// <param name="handler">What to do; an exception of it is logged.</param>
    /// <returns>Ends the registration when disposed.</returns>
    public static IDisposable OnNotice<TNotice>(this IFleetIpc ipc, Action<TNotice, EventContext> handler)
        where TNotice : FleetNotice =>
        ipc.OnNotice<TNotice>((notice, context) =>
        {
            handler(notice, context);
            return Task.CompletedTask;
        });
}

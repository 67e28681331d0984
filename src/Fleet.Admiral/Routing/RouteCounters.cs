namespace Fleet.Admiral.Routing;

/// <summary>What routing refused or dropped, since the Admiral started.</summary>
internal sealed class RouteCounters
{
    private long _eventsDropped;
    private long _eventsToNobody;
    private long _forgedEvents;
    private long _lateReplies;
    private long _lostReplies;

    /// <summary>Events that did not fit into a worker's queue or into what is held for it.</summary>
    public long EventsDropped => Volatile.Read(ref _eventsDropped);

    /// <summary>Events for a slot without an active worker, or for no slot at all.</summary>
    public long EventsToNobody => Volatile.Read(ref _eventsToNobody);

    /// <summary>Events that workers sent under names of Fleet's own.</summary>
    public long ForgedEvents => Volatile.Read(ref _forgedEvents);

    /// <summary>Replies to commands that nobody waits for any more.</summary>
    public long LateReplies => Volatile.Read(ref _lateReplies);

    /// <summary>Replies that did not fit into the asker's queue; its deadline tells the asker.</summary>
    public long LostReplies => Volatile.Read(ref _lostReplies);

    public void CountEvent(RouteStatus status)
    {
        switch (status)
        {
            case RouteStatus.Sent or RouteStatus.Held or RouteStatus.Moved: break;
            case RouteStatus.Unavailable: Interlocked.Increment(ref _eventsToNobody); break;
            case RouteStatus.Full or RouteStatus.Behind or RouteStatus.TooLarge: Interlocked.Increment(ref _eventsDropped); break;
        }
    }

    public void CountForgedEvent() => Interlocked.Increment(ref _forgedEvents);

    public void CountLateReply() => Interlocked.Increment(ref _lateReplies);

    public void CountLostReply() => Interlocked.Increment(ref _lostReplies);
}

namespace Fleet.Admiral.Routing;

/// <summary>What routing refused or dropped since the Admiral started, apart from the frames for a slot: its route counts those (<see cref="SlotTally"/>).</summary>
internal sealed class RouteCounters
{
    private long _eventsDelivered;
    private long _eventsToNobody;
    private long _eventsOverflowed;
    private long _eventsTooLarge;
    private long _forgedEvents;
    private long _commandsToNobody;
    private long _commandsBusy;
    private long _forbiddenCommands;
    private long _lateReplies;
    private long _lostReplies;

    /// <summary>Events of the Admiral's own to one worker that did not fit into its queue.</summary>
    public long EventsOverflowed => Volatile.Read(ref _eventsOverflowed);

    /// <summary>Events for no slot at all, and those of the Admiral's own to a worker that was gone.</summary>
    public long EventsToNobody => Volatile.Read(ref _eventsToNobody);

    /// <summary>Events of workers under names that are Fleet's own: none was passed on.</summary>
    public long ForgedEvents => Volatile.Read(ref _forgedEvents);

    /// <summary>Replies to commands that nobody waits for any more.</summary>
    public long LateReplies => Volatile.Read(ref _lateReplies);

    /// <summary>Replies that did not fit into the asker's queue; its deadline tells the asker.</summary>
    public long LostReplies => Volatile.Read(ref _lostReplies);

    /// <summary>Counts an event that no slot's route has seen.</summary>
    public void CountEvent(RouteStatus status)
    {
        switch (status)
        {
            case RouteStatus.Sent: Interlocked.Increment(ref _eventsDelivered); break;
            case RouteStatus.Unavailable or RouteStatus.Moved: Interlocked.Increment(ref _eventsToNobody); break;
            case RouteStatus.Full or RouteStatus.Behind: Interlocked.Increment(ref _eventsOverflowed); break;
            case RouteStatus.TooLarge: Interlocked.Increment(ref _eventsTooLarge); break;
            case RouteStatus.Held: break;
        }
    }

    public void CountForgedEvent() => Interlocked.Increment(ref _forgedEvents);

    public void CountCommandToNobody() => Interlocked.Increment(ref _commandsToNobody);

    /// <summary>Counts a command that the Admiral had no room for.</summary>
    public void CountBusyCommand() => Interlocked.Increment(ref _commandsBusy);

    public void CountForbiddenCommand() => Interlocked.Increment(ref _forbiddenCommands);

    public void CountLateReply() => Interlocked.Increment(ref _lateReplies);

    public void CountLostReply() => Interlocked.Increment(ref _lostReplies);

    /// <summary>The figures of all, now.</summary>
    /// <param name="routes">The slots' own.</param>
    public RoutingStats Read(RouteTable routes)
    {
        var all = routes.ReadTally(out var lossy);
        return new RoutingStats
        {
            EventsDelivered = all.EventsDelivered + Volatile.Read(ref _eventsDelivered),
            EventsHeld = all.EventsHeld,
            EventsToNobody = all.EventsToNobody + EventsToNobody,
            EventsOverflowed = all.EventsOverflowed + EventsOverflowed,
            EventsTooLarge = all.EventsTooLarge + Volatile.Read(ref _eventsTooLarge),
            EventsForged = ForgedEvents,
            CommandsDelivered = all.CommandsDelivered,
            CommandsHeld = all.CommandsHeld,
            CommandsToNobody = Volatile.Read(ref _commandsToNobody),
            CommandsUnavailable = all.CommandsUnavailable,
            CommandsBusy = all.CommandsBusy + Volatile.Read(ref _commandsBusy),
            CommandsBehind = all.CommandsBehind,
            CommandsTooLarge = all.CommandsTooLarge,
            CommandsForbidden = Volatile.Read(ref _forbiddenCommands),
            RepliesLate = LateReplies,
            RepliesLost = LostReplies,
            Slots = lossy,
        };
    }
}

namespace Fleet.Admiral.Routing;

/// <summary>What became of the frames for a slot. It has no lock: that of its route, under which every frame of the slot goes its way, guards it too.</summary>
internal sealed class SlotTally
{
    private long _eventsDelivered;
    private long _eventsHeld;
    private long _eventsToNobody;
    private long _eventsOverflowed;
    private long _eventsTooLarge;
    private long _commandsDelivered;
    private long _commandsHeld;
    private long _commandsUnavailable;
    private long _commandsBusy;
    private long _commandsBehind;
    private long _commandsTooLarge;

    /// <summary>Whether anything was dropped or refused.</summary>
    public bool HasLosses => EventsDropped + _commandsUnavailable + _commandsBusy + _commandsBehind + _commandsTooLarge > 0;

    /// <summary>How many events were dropped, for whatever reason.</summary>
    public long EventsDropped => _eventsToNobody + _eventsOverflowed + _eventsTooLarge;

    public void CountEvent(RouteStatus status)
    {
        switch (status)
        {
            case RouteStatus.Sent: _eventsDelivered++; break;
            case RouteStatus.Held: _eventsHeld++; break;
            case RouteStatus.Unavailable: _eventsToNobody++; break;
            case RouteStatus.Full or RouteStatus.Behind: _eventsOverflowed++; break;
            case RouteStatus.TooLarge: _eventsTooLarge++; break;
            // The route that it moved to counts it.
            case RouteStatus.Moved: break;
        }
    }

    public void CountCommand(RouteStatus status)
    {
        switch (status)
        {
            case RouteStatus.Sent: _commandsDelivered++; break;
            case RouteStatus.Held: _commandsHeld++; break;
            case RouteStatus.Unavailable: _commandsUnavailable++; break;
            case RouteStatus.Full: _commandsBusy++; break;
            case RouteStatus.Behind: _commandsBehind++; break;
            case RouteStatus.TooLarge: _commandsTooLarge++; break;
            case RouteStatus.Moved: break;
        }
    }

    /// <summary>Adds what was counted before, or elsewhere.</summary>
    public void Add(SlotRoutingStats other)
    {
        _eventsDelivered += other.EventsDelivered;
        _eventsHeld += other.EventsHeld;
        _eventsToNobody += other.EventsToNobody;
        _eventsOverflowed += other.EventsOverflowed;
        _eventsTooLarge += other.EventsTooLarge;
        _commandsDelivered += other.CommandsDelivered;
        _commandsHeld += other.CommandsHeld;
        _commandsUnavailable += other.CommandsUnavailable;
        _commandsBusy += other.CommandsBusy;
        _commandsBehind += other.CommandsBehind;
        _commandsTooLarge += other.CommandsTooLarge;
    }

    /// <summary>The figures now.</summary>
    public SlotRoutingStats Read(string slot) => new()
    {
        Slot = slot,
        EventsDelivered = _eventsDelivered,
        EventsHeld = _eventsHeld,
        EventsToNobody = _eventsToNobody,
        EventsOverflowed = _eventsOverflowed,
        EventsTooLarge = _eventsTooLarge,
        CommandsDelivered = _commandsDelivered,
        CommandsHeld = _commandsHeld,
        CommandsUnavailable = _commandsUnavailable,
        CommandsBusy = _commandsBusy,
        CommandsBehind = _commandsBehind,
        CommandsTooLarge = _commandsTooLarge,
    };
}

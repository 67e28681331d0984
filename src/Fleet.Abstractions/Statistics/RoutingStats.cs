namespace Fleet;

/// <summary>What became of the messages between workers since the Admiral started. All of them grow only.</summary>
/// <remarks>
/// An event counts once for each slot that it was for. Delivered is what is in the worker's queue: what a worker had not read when it died is gone with it, and counted nowhere.
/// </remarks>
public sealed record RoutingStats
{
    /// <summary>Events that went into a worker's queue.</summary>
    public long EventsDelivered { get; init; }

    /// <summary>Events that waited for the end of a handover; each counts as delivered or dropped when it has ended.</summary>
    public long EventsHeld { get; init; }

    /// <summary>Events dropped because their slot had no active worker, there is no such slot, or they were for the Admiral, where only the log takes them, and too many a second.</summary>
    public long EventsToNobody { get; init; }

    /// <summary>Events dropped because the worker's queue, or what is held for it during a handover, was full. The worker is told how many (<see cref="WorkerStats.Dropped"/>).</summary>
    public long EventsOverflowed { get; init; }

    /// <summary>Events dropped because they did not fit into one frame (<c>ipc.maxMessage</c>).</summary>
    public long EventsTooLarge { get; init; }

    /// <summary>Events of workers dropped because their names are Fleet's own.</summary>
    public long EventsForged { get; init; }

    /// <summary>Commands that went into a worker's queue.</summary>
    public long CommandsDelivered { get; init; }

    /// <summary>Commands that waited for the end of a handover.</summary>
    public long CommandsHeld { get; init; }

    /// <summary>Commands refused because there is no such slot (<see cref="CommandError.NoSuchTarget"/>).</summary>
    public long CommandsToNobody { get; init; }

    /// <summary>Commands refused because the slot had no active worker, or got none before their deadline (<see cref="CommandError.Unavailable"/>).</summary>
    public long CommandsUnavailable { get; init; }

    /// <summary>Commands refused because the worker, or the Admiral, had too many waiting (<see cref="CommandError.Busy"/>).</summary>
    public long CommandsBusy { get; init; }

    /// <summary>Commands refused because the worker did not get on with its work (<see cref="CommandError.Busy"/>, FLEET4202).</summary>
    public long CommandsBehind { get; init; }

    /// <summary>Commands refused because they did not fit into one frame (<see cref="CommandError.TooLarge"/>).</summary>
    public long CommandsTooLarge { get; init; }

    /// <summary>Commands that the sender may not give (<see cref="CommandError.Refused"/>).</summary>
    public long CommandsForbidden { get; init; }

    /// <summary>Replies to commands that nobody waited for any more.</summary>
    public long RepliesLate { get; init; }

    /// <summary>Replies that did not fit into the asker's queue, or whose asker was gone. The deadline tells an asker that lives.</summary>
    public long RepliesLost { get; init; }

    /// <summary>The slots that something was dropped or refused for: services by name, then clusters by number.</summary>
    public IReadOnlyList<SlotRoutingStats> Slots { get; init; } = [];
}

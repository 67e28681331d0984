namespace Fleet;

/// <summary>What became of the messages for one slot since the Admiral started, or since the slot was added. See <see cref="RoutingStats"/>.</summary>
public sealed record SlotRoutingStats
{
    /// <summary>The slot, such as <c>cluster-3</c>.</summary>
    public string Slot { get; init; } = "";

    /// <summary>Events that went into its worker's queue.</summary>
    public long EventsDelivered { get; init; }

    /// <summary>Events that waited for the end of a handover.</summary>
    public long EventsHeld { get; init; }

    /// <summary>Events dropped because it had no active worker.</summary>
    public long EventsToNobody { get; init; }

    /// <summary>Events dropped because its worker's queue, or what is held for it, was full.</summary>
    public long EventsOverflowed { get; init; }

    /// <summary>Events dropped because they did not fit into one frame.</summary>
    public long EventsTooLarge { get; init; }

    /// <summary>Commands that went into its worker's queue.</summary>
    public long CommandsDelivered { get; init; }

    /// <summary>Commands that waited for the end of a handover.</summary>
    public long CommandsHeld { get; init; }

    /// <summary>Commands refused because it had no active worker, or got none before their deadline.</summary>
    public long CommandsUnavailable { get; init; }

    /// <summary>Commands refused because its worker had too many waiting.</summary>
    public long CommandsBusy { get; init; }

    /// <summary>Commands refused because its worker did not get on with its work.</summary>
    public long CommandsBehind { get; init; }

    /// <summary>Commands refused because they did not fit into one frame.</summary>
    public long CommandsTooLarge { get; init; }
}

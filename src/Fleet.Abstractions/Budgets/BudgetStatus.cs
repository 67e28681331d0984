namespace Fleet;

/// <summary>A budget at one moment, and what it did since the Admiral started.</summary>
public sealed record BudgetStatus
{
    /// <summary>The budget's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its windows.</summary>
    public IReadOnlyList<BudgetWindowStatus> Windows { get; init; } = [];

    /// <summary>How many requests wait.</summary>
    public int Waiting { get; init; }

    /// <summary>How many keys are in use.</summary>
    public int Keys { get; init; }

    /// <summary>When an ordinary request of cost 1 and normal priority would be granted, of the key that was asked for; zero where it would be at once.</summary>
    public TimeSpan NextFree { get; init; }

    /// <summary>Requests granted.</summary>
    public long Granted { get; init; }

    /// <summary>Permits given back unused.</summary>
    public long Returned { get; init; }

    /// <summary>Requests refused because there was no room for as long as they were to wait.</summary>
    public long NotYet { get; init; }

    /// <summary>Requests refused because too many waited, or too many keys were in use.</summary>
    public long TurnedAway { get; init; }

    /// <summary>Waiting requests that their callers gave up.</summary>
    public long Cancelled { get; init; }

    /// <summary>Waiting requests of workers that died.</summary>
    public long Orphaned { get; init; }

    /// <summary>The longest that a request has waited, however it ended.</summary>
    public TimeSpan LongestWait { get; init; }
}

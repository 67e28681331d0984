namespace Fleet;

/// <summary>The central store at one moment, and what it did since the Admiral started.</summary>
public sealed record StoreStats
{
    /// <summary>How many keys there are.</summary>
    public long Keys { get; init; }

    /// <summary>How many bytes the keys and values have.</summary>
    public long Bytes { get; init; }

    /// <summary>Reads and listings.</summary>
    public long Reads { get; init; }

    /// <summary>Writes, increments and deletions, those refused included.</summary>
    public long Writes { get; init; }

    /// <summary>Writes that were not made because the key had another version than expected.</summary>
    public long Conflicts { get; init; }

    /// <summary>Writes that were refused: too large, too many, or not a number.</summary>
    public long Refused { get; init; }

    /// <summary>Keys whose time to live was over. Nothing else is ever removed without an order: a full store refuses.</summary>
    public long Expired { get; init; }
}

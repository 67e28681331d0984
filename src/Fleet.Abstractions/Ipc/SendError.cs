namespace Fleet;

/// <summary>Why an event was not sent.</summary>
public enum SendError
{
    /// <summary>It does not fit into one frame.</summary>
    TooLarge = 0,

    /// <summary>The link to the Admiral stayed full.</summary>
    Busy = 1,

    /// <summary>The link to the Admiral is closed.</summary>
    Closed = 2,
}

namespace Fleet.Admiral.Routing;

/// <summary>What became of a frame at a slot.</summary>
internal enum RouteStatus
{
    /// <summary>It is in the worker's queue.</summary>
    Sent,

    /// <summary>It waits for the end of a handover.</summary>
    Held,

    /// <summary>The slot has no active worker.</summary>
    Unavailable,

    /// <summary>The worker's queue, its commands in hand, or what is held, is full.</summary>
    Full,

    /// <summary>The worker does not get on with what it has already.</summary>
    Behind,

    /// <summary>The frame is larger than this fleet allows.</summary>
    TooLarge,

    /// <summary>The layout was turned just now: look the target up again.</summary>
    Moved,
}

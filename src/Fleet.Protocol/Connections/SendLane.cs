namespace Fleet.Protocol.Connections;

/// <summary>
/// Which bound a frame is held to. Lanes are not queues: frames leave in the order they were queued whatever their
/// lane, because a control frame that overtook data (or the reverse) would break a handover.
/// </summary>
public enum SendLane
{
    /// <summary>Events, commands, replies: refused above the hard mark.</summary>
    Data,

    /// <summary>Heartbeats and orders: may also use the reserve above the hard mark.</summary>
    Control,
}

namespace Fleet.Protocol.Connections;

/// <summary>What became of a frame given to <see cref="Connection.TrySend"/>.</summary>
public enum SendStatus
{
    /// <summary>In the outbox.</summary>
    Queued,

    /// <summary>In the outbox, but the peer is behind: wait for room before the next one.</summary>
    Stalled,

    /// <summary>Not in the outbox: the hard mark is reached. Counted as refused.</summary>
    Full,

    /// <summary>Not in the outbox: longer than the limit. Counted as refused.</summary>
    TooLarge,

    /// <summary>Not in the outbox: the connection has ended or is ending.</summary>
    Closed,
}

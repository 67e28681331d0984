namespace Fleet.Protocol.Connections;

/// <summary>What became of a request given to a <see cref="PendingRequests{TReply}"/>.</summary>
public enum PendingStatus
{
    /// <summary>It waits for its reply.</summary>
    Added,

    /// <summary>Not taken: too many are in flight.</summary>
    Busy,

    /// <summary>Not taken: the link is gone.</summary>
    Ended,
}

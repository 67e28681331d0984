namespace Fleet.Protocol.Connections;

/// <summary>
/// A request that waits in a <see cref="PendingRequests{TReply}"/> for its one end. A typed one decodes its reply in
/// <see cref="OnReply"/>, on the thread that brings it, and completes its own task. Exactly one of the three is called,
/// or none when the table's <c>Cancel</c> took the request out.
/// </summary>
/// <typeparam name="TReply">What a reply is for the link; may hold spans.</typeparam>
public interface IPendingRequest<TReply>
    where TReply : allows ref struct
{
    /// <summary>The reply came. It is valid only during the call. Must not block and must not throw.</summary>
    void OnReply(TReply reply);

    /// <summary>The link ended first: whether the request was executed is unknown. Must not block and must not throw.</summary>
    void OnLost();

    /// <summary>The deadline passed first. Must not block and must not throw.</summary>
    void OnTimedOut();
}

using Fleet.Protocol.Messages;

namespace Fleet.Worker.Messaging;

/// <summary>A command to a group that waits for the answers.</summary>
internal abstract class FanOutCall(long expiresAt)
{
    /// <summary>When waiting ends, as a timestamp of the clock.</summary>
    public long ExpiresAt => expiresAt;

    /// <summary>The Admiral says whom it asked.</summary>
    /// <returns>Whether all answers are in.</returns>
    public abstract bool OnNotice(FanOutNotice notice);

    /// <summary>One answer.</summary>
    /// <returns>Whether all answers are in.</returns>
    public abstract bool OnReply(ReplyDelivery reply);

    /// <summary>No more answers come: each slot that was silent gets this error.</summary>
    public abstract void End(CommandError error, string message);
}

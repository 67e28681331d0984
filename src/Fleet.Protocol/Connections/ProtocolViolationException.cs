namespace Fleet.Protocol.Connections;

/// <summary>Thrown by an <see cref="IFrameReceiver"/> when the peer broke the protocol. It costs this connection, nothing else.</summary>
public class ProtocolViolationException : Exception
{
    /// <summary>Creates one for a broken protocol without words.</summary>
    public ProtocolViolationException()
        : this(DisconnectReason.ProtocolViolation, "The peer broke the protocol.")
    {
    }

    /// <summary>Creates one for a broken protocol.</summary>
    /// <param name="message">What was wrong, without the peer's bytes in it.</param>
    public ProtocolViolationException(string message)
        : this(DisconnectReason.ProtocolViolation, message)
    {
    }

    /// <summary>Creates one for a broken protocol, found by another exception.</summary>
    /// <param name="message">What was wrong, without the peer's bytes in it.</param>
    /// <param name="innerException">What found it.</param>
    public ProtocolViolationException(string message, Exception innerException)
        : base(message, innerException) => Reason = DisconnectReason.ProtocolViolation;

    /// <summary>Creates one with its own reason.</summary>
    /// <param name="reason">Why the connection is closed.</param>
    /// <param name="message">What was wrong, without the peer's bytes in it.</param>
    public ProtocolViolationException(DisconnectReason reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Why the connection is closed.</summary>
    public DisconnectReason Reason { get; }
}

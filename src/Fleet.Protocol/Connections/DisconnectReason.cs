namespace Fleet.Protocol.Connections;

/// <summary>Why a connection ended. A closed set: every reader of it says what each case means for it.</summary>
public enum DisconnectReason
{
    /// <summary>The peer closed its end or its process died.</summary>
    PeerClosed,

    /// <summary>This side closed, as intended.</summary>
    ClosedLocally,

    /// <summary>The peer sent bytes that are not the protocol, or a frame it may not send.</summary>
    ProtocolViolation,

    /// <summary>The peer declared a frame above the limit.</summary>
    FrameTooLarge,

    /// <summary>The peer is not who it should be, or speaks another version.</summary>
    HandshakeRefused,

    /// <summary>The peer did not finish the handshake in time.</summary>
    HandshakeTimedOut,

    /// <summary>The peer took no byte for the stall limit while bytes waited for it.</summary>
    PeerStalled,

    /// <summary>The peer sent no heartbeat for too long.</summary>
    PeerSilent,

    /// <summary>The operating system reported an error other than the peer's end.</summary>
    SocketError,

    /// <summary>An exception in this process while it handled a frame: a bug here, not the peer's fault.</summary>
    InternalError,
}

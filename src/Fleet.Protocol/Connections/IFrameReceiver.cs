namespace Fleet.Protocol.Connections;

/// <summary>
/// The owner's side of a connection. All calls come from the connection's reader thread, one at a time; a call that
/// blocks stops the connection, so nothing here may wait, except in what it declares as foreign code
/// (<see cref="ConnectionReader.EnterForeignCode"/>): another thread may then read on, and make the next call.
/// </summary>
public interface IFrameReceiver
{
    /// <summary>A whole frame came.</summary>
    /// <param name="body">Header and payload; valid only during the call.</param>
    /// <exception cref="ProtocolViolationException">Thrown to close this connection, with the reason it carries. A
    /// <see cref="MessagePack.MsgPackException"/> closes it with <see cref="DisconnectReason.ProtocolViolation"/>, any
    /// other exception with <see cref="DisconnectReason.InternalError"/>.</exception>
    void OnFrame(ReadOnlySpan<byte> body);

    /// <summary>
    /// All whole frames of one read have been handed over. Every <see cref="Connection.Flush"/> since the first of them
    /// was deferred and happens right after this call, once for each connection.
    /// </summary>
    void OnBatchEnd();

    /// <summary>The connection is over: called exactly once, last, after a <see cref="Connection.Start"/>.</summary>
    void OnClosed(DisconnectReason reason);
}

namespace Fleet.Protocol.MessagePack;

/// <summary>Bytes that are not the MessagePack that was asked for, or a value that MessagePack cannot carry within the limits.</summary>
public sealed class MsgPackException : FleetException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">Why.</param>
    /// <param name="message">A sentence for a person.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public MsgPackException(MsgPackError error, string message, Exception? innerException = null)
        : base(message, innerException) => Error = error;

    /// <summary>Why.</summary>
    public MsgPackError Error { get; }
}

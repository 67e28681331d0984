using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>Tells a worker to finish and to end. An active one deactivates itself first.</summary>
/// <remarks>
/// <code>
/// 93                         array of 3
///   23                       kind
///   01                       reason
///   cd 27 10                 ms until the stop deadline
/// </code>
/// </remarks>
public readonly record struct StopOrder(StopReason Reason, int DeadlineMilliseconds)
{
    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public int Write(Span<byte> header)
    {
        var writer = MessageHeader.Begin(MessageKind.Stop, 2, header);
        writer.WriteInt32((int)Reason);
        writer.WriteInt32(DeadlineMilliseconds);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static StopOrder Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 2);
        var reason = (StopReason)reader.ReadInt32();
        if (!Enum.IsDefined(reason)) throw new MsgPackException(MsgPackError.OutOfRange, $"There is no reason {(int)reason} to stop.");
        var message = new StopOrder(reason, MessageHeader.ReadMilliseconds(ref reader));
        reader.ExpectEnd();
        return message;
    }
}

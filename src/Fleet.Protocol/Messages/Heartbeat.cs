using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>
/// A sign of life, once a second, from a thread that the bot cannot block. What it says of the thread pool and the dispatcher tells a busy worker from a dead one.
/// </summary>
/// <remarks>
/// <code>
/// 94                         array of 4
///   07                       kind
///   cd 01 f4                 ms that the last probe waited in the thread pool (or has waited so far)
///   00                       ms that the oldest message has waited in the dispatcher
///   02                       handlers in hand
/// </code>
/// </remarks>
public readonly record struct Heartbeat(long PoolDelayMilliseconds, long DispatchDelayMilliseconds, int InHand)
{
    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public int Write(Span<byte> header)
    {
        var writer = MessageHeader.Begin(MessageKind.Heartbeat, 3, header);
        writer.WriteInt64(PoolDelayMilliseconds);
        writer.WriteInt64(DispatchDelayMilliseconds);
        writer.WriteInt32(InHand);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static Heartbeat Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 3);
        var message = new Heartbeat(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
        reader.ExpectEnd();
        return message;
    }
}

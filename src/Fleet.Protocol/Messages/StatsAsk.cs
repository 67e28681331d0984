using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>Asks a worker for its stats.</summary>
/// <remarks>
/// <code>
/// 92                         array of 2
///   24                       kind
///   2a                       number of the collection
/// </code>
/// </remarks>
public readonly record struct StatsAsk(long Collection)
{
    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public int Write(Span<byte> header)
    {
        var writer = MessageHeader.Begin(MessageKind.StatsAsk, 1, header);
        writer.WriteInt64(Collection);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static StatsAsk Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 1);
        var message = new StatsAsk(reader.ReadInt64());
        reader.ExpectEnd();
        return message;
    }
}

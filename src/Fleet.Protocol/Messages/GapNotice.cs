using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>Tells a worker that events for it were dropped here, because its link was full.</summary>
/// <remarks>
/// <code>
/// 92                         array of 2
///   34                       kind
///   cd 03 e8                 how many
/// </code>
/// </remarks>
public readonly record struct GapNotice(long Count)
{
    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public int Write(Span<byte> header)
    {
        var writer = MessageHeader.Begin(MessageKind.GapNotice, 1, header);
        writer.WriteInt64(Count);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static GapNotice Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 1);
        var message = new GapNotice(reader.ReadInt64());
        reader.ExpectEnd();
        return message;
    }
}

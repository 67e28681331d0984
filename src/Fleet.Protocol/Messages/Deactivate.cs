using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>
/// Tells the active worker to stop acting. All frames of the slot before this one are its own; those behind it go to its successor.
/// </summary>
/// <remarks>
/// <code>
/// 92                         array of 2
///   22                       kind
///   cd 27 10                 ms until the drain deadline
/// </code>
/// </remarks>
public readonly record struct Deactivate(int DeadlineMilliseconds)
{
    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public int Write(Span<byte> header)
    {
        var writer = MessageHeader.Begin(MessageKind.Deactivate, 1, header);
        writer.WriteInt32(DeadlineMilliseconds);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static Deactivate Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 1);
        var message = new Deactivate(MessageHeader.ReadMilliseconds(ref reader));
        reader.ExpectEnd();
        return message;
    }
}

using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>An event on its way from a worker to the Admiral.</summary>
/// <remarks>
/// <code>
/// 94                         array of 4
///   10                       kind
///   07 c0                    target: everyone
///   a8 61 .. 65              name, "announce"
/// ..                         payload: the author's message
/// </code>
/// </remarks>
public readonly ref struct EventSend
{
    private EventSend(TargetOnWire target, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload)
    {
        Target = target;
        Name = name;
        Payload = payload;
    }

    /// <summary>Whom the event is for.</summary>
    public TargetOnWire Target { get; }

    /// <summary>The event's name, in UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The author's message, still encoded.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> header, Target target, ReadOnlySpan<byte> name)
    {
        var writer = MessageHeader.Begin(MessageKind.EventSend, 3, header);
        TargetOnWire.Write(ref writer, target);
        writer.WriteUtf8(name);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static EventSend Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 3);
        var target = TargetOnWire.Read(ref reader);
        var name = MessageHeader.ReadName(ref reader);
        return new EventSend(target, name, reader.Rest);
    }
}

using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>An event on its way from the Admiral to a worker.</summary>
/// <remarks>
/// <code>
/// 93                         array of 3
///   30                       kind
///   ab 63 .. 23 37           sender, "cluster-3#7"; nil where it is the Admiral
///   a8 61 .. 65              name, "announce"
/// ..                         payload: the author's message
/// </code>
/// </remarks>
public readonly ref struct EventDelivery
{
    private EventDelivery(ReadOnlySpan<byte> from, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload)
    {
        From = from;
        Name = name;
        Payload = payload;
    }

    /// <summary>The sender's name, in UTF-8; empty where it is the Admiral.</summary>
    public ReadOnlySpan<byte> From { get; }

    /// <summary>The event's name, in UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The author's message, still encoded.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> header, ReadOnlySpan<byte> from, ReadOnlySpan<byte> name)
    {
        var writer = MessageHeader.Begin(MessageKind.EventDelivery, 2, header);
        SenderOnWire.Write(ref writer, from);
        writer.WriteUtf8(name);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static EventDelivery Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 2);
        var from = SenderOnWire.Read(ref reader);
        var name = MessageHeader.ReadName(ref reader);
        return new EventDelivery(from, name, reader.Rest);
    }
}

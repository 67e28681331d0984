using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>
/// The part that all headers share. A frame's body is a MessagePack array, whose first element is the kind, followed by the payload's bytes,
/// which reach to the end of the frame and which the Admiral's router never decodes.
/// </summary>
public static class MessageHeader
{
    /// <summary>No header is longer: names have at most <see cref="LongestName"/> bytes.</summary>
    public const int LongestHeader = 640;

    /// <summary>The longest name of an event, a command or a channel, in bytes of UTF-8.</summary>
    public const int LongestName = 200;

    /// <summary>Reads the kind of a frame and how many more elements its header has.</summary>
    /// <exception cref="MsgPackException">The frame does not begin with a header.</exception>
    public static (MessageKind Kind, int Fields) Read(ref MsgPackReader reader)
    {
        var fields = reader.ReadArrayHeader();
        if (fields == 0) throw new MsgPackException(MsgPackError.WrongType, "A header has at least the kind of its message.");
        return ((MessageKind)reader.ReadInt32(), fields - 1);
    }

    /// <summary>Refuses a header with another number of fields than its kind has.</summary>
    /// <exception cref="MsgPackException">The numbers differ.</exception>
    public static void Expect(int fields, int expected)
    {
        if (fields != expected) throw new MsgPackException(MsgPackError.WrongType, $"The header has {fields} fields where its kind has {expected}.");
    }

    /// <summary>Writes a message that is nothing but its kind.</summary>
    /// <returns>The header's length.</returns>
    public static int WriteBare(MessageKind kind, Span<byte> header) => (int)Begin(kind, 0, header).BytesWritten;

    internal static MsgPackWriter Begin(MessageKind kind, int fields, Span<byte> header)
    {
        var writer = new MsgPackWriter(header);
        writer.WriteArrayHeader(fields + 1);
        writer.WriteInt32((int)kind);
        return writer;
    }

    /// <summary>Reads a duration in whole milliseconds, 0 to about 24 days: what every timer takes.</summary>
    internal static int ReadMilliseconds(ref MsgPackReader reader)
    {
        var milliseconds = reader.ReadInt64();
        return milliseconds is >= 0 and <= int.MaxValue
            ? (int)milliseconds
            : throw new MsgPackException(MsgPackError.OutOfRange, $"A wait has 0 to {int.MaxValue} ms, not {milliseconds}.");
    }

    internal static ReadOnlySpan<byte> ReadName(ref MsgPackReader reader)
    {
        var name = reader.ReadUtf8();
        return name.Length is > 0 and <= LongestName
            ? name
            : throw new MsgPackException(MsgPackError.TooLong, $"A name has 1 to {LongestName} bytes, not {name.Length}.");
    }
}

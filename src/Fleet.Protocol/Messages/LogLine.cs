using System.Buffers;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>One record of a worker's log. The texts are the payload.</summary>
/// <remarks>
/// <code>
/// 93                         array of 3
///   08                       kind
///   02                       level, as Microsoft.Extensions.Logging numbers it
///   00                       records dropped since the last one
/// 93                         payload, array of 3: category, message, exception or nil
/// </code>
/// </remarks>
public sealed record LogLine(int Level, long DroppedBefore, string Category, string Message, string? Exception)
{
    /// <summary>How many characters of each text are written.</summary>
    public const int LongestText = 16 * 1024;

    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public int WriteHeader(Span<byte> header)
    {
        var writer = MessageHeader.Begin(MessageKind.LogLine, 2, header);
        writer.WriteInt32(Level);
        writer.WriteInt64(DroppedBefore);
        return (int)writer.BytesWritten;
    }

    /// <summary>Writes the payload.</summary>
    public void WritePayload(IBufferWriter<byte> output)
    {
        var writer = new MsgPackWriter(output);
        writer.WriteArrayHeader(3);
        writer.WriteString(Cut(Category));
        writer.WriteString(Cut(Message));
        if (Exception is null) writer.WriteNil();
        else writer.WriteString(Cut(Exception));
        writer.Flush();
    }

    /// <summary>Reads what follows the kind.</summary>
    public static LogLine Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 2);
        var level = reader.ReadInt32();
        var dropped = reader.ReadInt64();
        MessageHeader.Expect(reader.ReadArrayHeader(), 3);
        var line = new LogLine(level, dropped, reader.ReadString(), reader.ReadString(), reader.TryReadNil() ? null : reader.ReadString());
        reader.ExpectEnd();
        return line;
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}

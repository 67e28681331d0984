using System.Buffers;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>The payload of a reply without a value.</summary>
/// <remarks>
/// <code>
/// 93                         array of 3: message, exception type or nil, stack or nil
/// </code>
/// </remarks>
public sealed record FaultDetail(string Message, string? Type = null, string? Stack = null)
{
    private const int LongestShortText = 400;
    private const int LongestText = 8 * 1024;

    /// <summary>The same without its stack, and so short that it fits into the smallest frame that can be configured.</summary>
    public FaultDetail Shortened() => new(Cut(Message, LongestShortText), Type is null ? null : Cut(Type, LongestShortText));

    /// <summary>Writes the payload.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        var writer = new MsgPackWriter(output);
        writer.WriteArrayHeader(3);
        WriteText(ref writer, Message);
        WriteText(ref writer, Type);
        WriteText(ref writer, Stack);
        writer.Flush();
    }

    /// <summary>Reads a payload.</summary>
    public static FaultDetail Read(ReadOnlySpan<byte> payload)
    {
        var reader = new MsgPackReader(payload);
        MessageHeader.Expect(reader.ReadArrayHeader(), 3);
        var detail = new FaultDetail(ReadText(ref reader) ?? "", ReadText(ref reader), ReadText(ref reader));
        reader.ExpectEnd();
        return detail;
    }

    private static void WriteText(ref MsgPackWriter writer, string? text)
    {
        if (text is null) writer.WriteNil();
        else writer.WriteString(Cut(text, LongestText));
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];

    private static string? ReadText(ref MsgPackReader reader) => reader.TryReadNil() ? null : reader.ReadString();
}

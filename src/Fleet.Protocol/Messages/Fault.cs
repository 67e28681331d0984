using System.Buffers;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>Why a worker cannot go on, in the words that a person will read. The texts are the payload.</summary>
/// <remarks>
/// <code>
/// 93                         array of 3
///   05                       kind
///   00                       stage
///   c3                       permanent: trying again cannot help
/// 96                         payload, array of 6: code, what, where, why, fix, stack or nil
/// </code>
/// </remarks>
public sealed record Fault(FaultStage Stage, bool Permanent, string Code, string What, string Where, string Why, string Fix, string? Stack)
{
    private const int LongestShortText = 200;
    private const int LongestText = 8 * 1024;

    /// <summary>The same without its stack, and so short that it fits into the smallest frame that can be configured.</summary>
    public Fault Shortened() => this with
    {
        Code = Cut(Code, LongestShortText),
        What = Cut(What, LongestShortText),
        Where = Cut(Where, LongestShortText),
        Why = Cut(Why, LongestShortText),
        Fix = Cut(Fix, LongestShortText),
        Stack = null,
    };

    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public int WriteHeader(Span<byte> header)
    {
        var writer = MessageHeader.Begin(MessageKind.Fault, 2, header);
        writer.WriteInt32((int)Stage);
        writer.WriteBool(Permanent);
        return (int)writer.BytesWritten;
    }

    /// <summary>Writes the payload.</summary>
    public void WritePayload(IBufferWriter<byte> output)
    {
        var writer = new MsgPackWriter(output);
        writer.WriteArrayHeader(6);
        foreach (var text in (ReadOnlySpan<string>)[Code, What, Where, Why, Fix]) writer.WriteString(Cut(text, LongestText));
        if (Stack is null) writer.WriteNil();
        else writer.WriteString(Cut(Stack, LongestText));
        writer.Flush();
    }

    /// <summary>Reads what follows the kind.</summary>
    public static Fault Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 2);
        var stage = (FaultStage)reader.ReadInt32();
        if (!Enum.IsDefined(stage)) throw new MsgPackException(MsgPackError.OutOfRange, $"There is no stage {(int)stage}.");
        var permanent = reader.ReadBool();
        MessageHeader.Expect(reader.ReadArrayHeader(), 6);
        var fault = new Fault(stage, permanent, reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.TryReadNil() ? null : reader.ReadString());
        reader.ExpectEnd();
        return fault;
    }

    /// <summary>Code, what, where, why, fix: one message, one sentence each.</summary>
    public override string ToString()
    {
        var where = Where.Length == 0 ? "" : $" ({Where})";
        var why = Why.Length == 0 ? "" : $": {Why}";
        return $"{Code} {What}{where}{why}{(why.EndsWith('.') ? "" : ".")}{(Fix.Length == 0 ? "" : " " + Fix)}";
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}

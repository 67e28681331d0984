using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>A command on its way from a worker to the Admiral.</summary>
/// <remarks>
/// <code>
/// 96                         array of 6
///   11                       kind
///   cf 00 .. 2a              correlation of the caller
///   01 a5 73 74 61 74 73     target: service "stats"
///   aa 43 .. 79              name, "CountQuery"
///   cd 27 10                 ms that the caller waits
/// ..                         payload: the author's command
/// </code>
/// </remarks>
public readonly ref struct CommandSend
{
    private CommandSend(ulong correlation, TargetOnWire target, ReadOnlySpan<byte> name, int timeout, ReadOnlySpan<byte> payload)
    {
        Correlation = correlation;
        Target = target;
        Name = name;
        TimeoutMilliseconds = timeout;
        Payload = payload;
    }

    /// <summary>The caller's number for the command; its replies carry it.</summary>
    public ulong Correlation { get; }

    /// <summary>Whom the command is for.</summary>
    public TargetOnWire Target { get; }

    /// <summary>The command's name, in UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>How long the caller waits, in milliseconds from the sending.</summary>
    public int TimeoutMilliseconds { get; }

    /// <summary>The author's command, still encoded.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> header, ulong correlation, Target target, ReadOnlySpan<byte> name, int timeoutMilliseconds)
    {
        var writer = MessageHeader.Begin(MessageKind.CommandSend, 5, header);
        writer.WriteUInt64(correlation);
        TargetOnWire.Write(ref writer, target);
        writer.WriteUtf8(name);
        writer.WriteInt32(timeoutMilliseconds);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static CommandSend Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 5);
        var correlation = reader.ReadUInt64();
        var target = TargetOnWire.Read(ref reader);
        var name = MessageHeader.ReadName(ref reader);
        var timeout = MessageHeader.ReadMilliseconds(ref reader);
        return new CommandSend(correlation, target, name, timeout, reader.Rest);
    }
}

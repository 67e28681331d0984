using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>A command on its way from the Admiral to the worker that is to execute it.</summary>
/// <remarks>
/// <code>
/// 95                         array of 5
///   31                       kind
///   cf 00 .. 07              correlation of the Admiral
///   ab 63 .. 23 37           sender, "cluster-3#7"; nil where it is the Admiral
///   aa 43 .. 79              name, "CountQuery"
///   cd 27 10                 ms that the caller waits
/// ..                         payload: the author's command
/// </code>
/// </remarks>
public readonly ref struct CommandDelivery
{
    private CommandDelivery(ulong correlation, ReadOnlySpan<byte> from, ReadOnlySpan<byte> name, int timeout, ReadOnlySpan<byte> payload)
    {
        Correlation = correlation;
        From = from;
        Name = name;
        TimeoutMilliseconds = timeout;
        Payload = payload;
    }

    /// <summary>The Admiral's number for the command; the reply carries it.</summary>
    public ulong Correlation { get; }

    /// <summary>The sender's name, in UTF-8; empty where it is the Admiral.</summary>
    public ReadOnlySpan<byte> From { get; }

    /// <summary>The command's name, in UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>How long the caller waits, in milliseconds from the sending.</summary>
    public int TimeoutMilliseconds { get; }

    /// <summary>The author's command, still encoded.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> header, ulong correlation, ReadOnlySpan<byte> from, ReadOnlySpan<byte> name, int timeoutMilliseconds)
    {
        var writer = MessageHeader.Begin(MessageKind.CommandDelivery, 4, header);
        writer.WriteUInt64(correlation);
        SenderOnWire.Write(ref writer, from);
        writer.WriteUtf8(name);
        writer.WriteInt32(timeoutMilliseconds);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static CommandDelivery Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 4);
        var correlation = reader.ReadUInt64();
        var from = SenderOnWire.Read(ref reader);
        var name = MessageHeader.ReadName(ref reader);
        var timeout = MessageHeader.ReadMilliseconds(ref reader);
        return new CommandDelivery(correlation, from, name, timeout, reader.Rest);
    }
}

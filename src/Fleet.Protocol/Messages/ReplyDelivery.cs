using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>An answer on its way from the Admiral to the caller.</summary>
/// <remarks>
/// <code>
/// 94                         array of 4
///   32                       kind
///   cf 00 .. 2a              correlation of the caller
///   c0                       nil, or the slot that answers a fan-out command
///   00                       0, or a CommandError
/// ..                         payload: the author's reply, or a FaultDetail
/// </code>
/// </remarks>
public readonly ref struct ReplyDelivery
{
    private ReplyDelivery(ulong correlation, ReadOnlySpan<byte> slot, int error, ReadOnlySpan<byte> payload)
    {
        Correlation = correlation;
        Slot = slot;
        Error = error;
        Payload = payload;
    }

    /// <summary>The caller's number for the command.</summary>
    public ulong Correlation { get; }

    /// <summary>The slot that answers, in UTF-8; empty unless the command was a fan-out.</summary>
    public ReadOnlySpan<byte> Slot { get; }

    /// <summary>0 for a value, else a <see cref="CommandError"/>.</summary>
    public int Error { get; }

    /// <summary>The reply or the <see cref="FaultDetail"/>, still encoded.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> header, ulong correlation, ReadOnlySpan<byte> slot, int error)
    {
        var writer = MessageHeader.Begin(MessageKind.ReplyDelivery, 3, header);
        writer.WriteUInt64(correlation);
        SenderOnWire.Write(ref writer, slot);
        writer.WriteInt32(error);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static ReplyDelivery Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 3);
        var correlation = reader.ReadUInt64();
        var slot = SenderOnWire.Read(ref reader);
        var error = reader.ReadInt32();
        return new ReplyDelivery(correlation, slot, error, reader.Rest);
    }
}

using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>The one answer to a <see cref="CommandDelivery"/>.</summary>
/// <remarks>
/// <code>
/// 93                         array of 3
///   12                       kind
///   cf 00 .. 07              correlation of the Admiral
///   00                       0, or a CommandError
/// ..                         payload: the author's reply, or a FaultDetail
/// </code>
/// </remarks>
public readonly ref struct ReplySend
{
    private ReplySend(ulong correlation, int error, ReadOnlySpan<byte> payload)
    {
        Correlation = correlation;
        Error = error;
        Payload = payload;
    }

    /// <summary>The number that the command was delivered with.</summary>
    public ulong Correlation { get; }

    /// <summary>0 for a value, else a <see cref="CommandError"/>.</summary>
    public int Error { get; }

    /// <summary>The reply or the <see cref="FaultDetail"/>, still encoded.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> header, ulong correlation, CommandError? error)
    {
        var writer = MessageHeader.Begin(MessageKind.ReplySend, 2, header);
        writer.WriteUInt64(correlation);
        writer.WriteInt32((int)(error ?? 0));
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static ReplySend Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 2);
        var correlation = reader.ReadUInt64();
        var error = reader.ReadInt32();
        return new ReplySend(correlation, error, reader.Rest);
    }
}

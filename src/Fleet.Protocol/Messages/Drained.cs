using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>The worker has stopped acting. The payload is its handover state, as bytes that only its successor opens; empty where there is none.</summary>
/// <remarks>
/// <code>
/// 92                         array of 2
///   04                       kind
///   02                       handlers still in hand, which finish in this worker
/// ..                         payload: the state
/// </code>
/// </remarks>
public readonly ref struct Drained
{
    /// <summary>Makes the message.</summary>
    public Drained(int inHand, ReadOnlySpan<byte> state)
    {
        InHand = inHand;
        State = state;
    }

    /// <summary>Handlers that had started and had not ended.</summary>
    public int InHand { get; }

    /// <summary>The handover state.</summary>
    public ReadOnlySpan<byte> State { get; }

    /// <summary>Writes the header; the payload is <see cref="State"/>.</summary>
    /// <returns>Its length.</returns>
    public int Write(Span<byte> header)
    {
        var writer = MessageHeader.Begin(MessageKind.Drained, 1, header);
        writer.WriteInt32(InHand);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static Drained Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 1);
        var inHand = reader.ReadInt32();
        return new Drained(inHand, reader.Rest);
    }
}

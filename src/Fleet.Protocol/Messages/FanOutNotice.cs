using System.Buffers;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>Tells the caller of a fan-out command which slots were asked; one <see cref="ReplyDelivery"/> follows for each.</summary>
/// <remarks>
/// <code>
/// 92                         array of 2
///   33                       kind
///   cf 00 .. 2a              correlation of the caller
/// 92 a9 .. a5 ..             payload: array of slots
/// </code>
/// </remarks>
public sealed record FanOutNotice(ulong Correlation, IReadOnlyList<SlotName> Slots)
{
    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public int WriteHeader(Span<byte> header)
    {
        var writer = MessageHeader.Begin(MessageKind.FanOutNotice, 1, header);
        writer.WriteUInt64(Correlation);
        return (int)writer.BytesWritten;
    }

    /// <summary>Writes the payload.</summary>
    public void WritePayload(IBufferWriter<byte> output)
    {
        var writer = new MsgPackWriter(output);
        writer.WriteArrayHeader(Slots.Count);
        foreach (var slot in Slots) writer.WriteString(slot.ToString());
        writer.Flush();
    }

    /// <summary>Reads what follows the kind.</summary>
    public static FanOutNotice Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 1);
        var correlation = reader.ReadUInt64();
        var slots = new List<SlotName>();
        for (var left = reader.ReadArrayHeader(); left > 0; left--)
        {
            if (!SlotName.TryParse(reader.ReadString(), out var slot)) throw new MsgPackException(MsgPackError.OutOfRange, "The notice names no slot.");
            slots.Add(slot);
        }

        reader.ExpectEnd();
        return new FanOutNotice(correlation, slots);
    }
}

using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>A worker's stats. The payload is a <see cref="WorkerStats"/> by member name.</summary>
/// <remarks>
/// <code>
/// 92                         array of 2
///   09                       kind
///   2a                       number of the collection
/// 8b ..                      payload: the stats
/// </code>
/// </remarks>
public readonly ref struct StatsAnswer
{
    /// <summary>Makes the message.</summary>
    public StatsAnswer(long collection, ReadOnlySpan<byte> stats)
    {
        Collection = collection;
        Stats = stats;
    }

    /// <summary>The number that the question had.</summary>
    public long Collection { get; }

    /// <summary>The stats, still encoded.</summary>
    public ReadOnlySpan<byte> Stats { get; }

    /// <summary>Writes the header; the payload is <see cref="Stats"/>.</summary>
    /// <returns>Its length.</returns>
    public int Write(Span<byte> header)
    {
        var writer = MessageHeader.Begin(MessageKind.StatsAnswer, 1, header);
        writer.WriteInt64(Collection);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static StatsAnswer Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 1);
        var collection = reader.ReadInt64();
        return new StatsAnswer(collection, reader.Rest);
    }
}

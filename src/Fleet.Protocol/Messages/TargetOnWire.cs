using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>
/// A <see cref="Target"/> as two elements of a header: the kind's number, then the id (cluster, shard), the name (service, channel) or nil.
/// </summary>
/// <remarks>
/// <code>
/// 01 a5 73 74 61 74 73    service "stats"
/// 02 03                   cluster 3
/// 07 c0                   everyone
/// </code>
/// </remarks>
public readonly ref struct TargetOnWire
{
    private TargetOnWire(TargetKind kind, int id, ReadOnlySpan<byte> name)
    {
        Kind = kind;
        Id = id;
        Name = name;
    }

    /// <summary>What the target names.</summary>
    public TargetKind Kind { get; }

    /// <summary>The cluster's or shard's number.</summary>
    public int Id { get; }

    /// <summary>The service's or channel's name, in UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    internal static void Write(ref MsgPackWriter writer, Target target)
    {
        writer.WriteInt32((int)target.Kind);
        switch (target.Kind)
        {
            case TargetKind.Service or TargetKind.Channel:
                writer.WriteString(target.Name);
                break;
            case TargetKind.Cluster or TargetKind.Shard:
                writer.WriteInt32(target.Id);
                break;
            default:
                writer.WriteNil();
                break;
        }
    }

    internal static TargetOnWire Read(ref MsgPackReader reader)
    {
        var kind = (TargetKind)reader.ReadInt32();
        switch (kind)
        {
            case TargetKind.Service or TargetKind.Channel:
                return new TargetOnWire(kind, 0, MessageHeader.ReadName(ref reader));
            case TargetKind.Cluster or TargetKind.Shard:
                return new TargetOnWire(kind, reader.ReadInt32(), default);
            case TargetKind.Admiral or TargetKind.AllClusters or TargetKind.AllServices or TargetKind.Everyone:
                reader.ReadNil();
                return new TargetOnWire(kind, 0, default);
            default:
                throw new MsgPackException(MsgPackError.OutOfRange, $"There is no target of kind {(int)kind}.");
        }
    }
}

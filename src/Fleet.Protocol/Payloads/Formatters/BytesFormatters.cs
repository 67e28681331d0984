using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

internal sealed class ByteArrayFormatter : Formatter<byte[]>
{
    public override void Write(ref MsgPackWriter writer, byte[]? value)
    {
        if (value is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.WriteBinary(value);
        }
    }

    public override byte[]? Read(ref MsgPackReader reader) => reader.TryReadNil() ? null : reader.ReadBinary().ToArray();
}

internal sealed class MemoryFormatter : Formatter<Memory<byte>>
{
    public override void Write(ref MsgPackWriter writer, Memory<byte> value) => writer.WriteBinary(value.Span);

    public override Memory<byte> Read(ref MsgPackReader reader) => reader.ReadBinary().ToArray();
}

internal sealed class ReadOnlyMemoryFormatter : Formatter<ReadOnlyMemory<byte>>
{
    public override void Write(ref MsgPackWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBinary(value.Span);

    public override ReadOnlyMemory<byte> Read(ref MsgPackReader reader) => reader.ReadBinary().ToArray();
}

internal sealed class ByteSegmentFormatter : Formatter<ArraySegment<byte>>
{
    public override void Write(ref MsgPackWriter writer, ArraySegment<byte> value)
    {
        if (value.Array is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.WriteBinary(value);
        }
    }

    public override ArraySegment<byte> Read(ref MsgPackReader reader) => reader.TryReadNil() ? default : new(reader.ReadBinary().ToArray());
}

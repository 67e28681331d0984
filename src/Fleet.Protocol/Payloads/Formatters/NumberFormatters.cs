using System.Numerics;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

internal sealed class BooleanFormatter : Formatter<bool>
{
    public override void Write(ref MsgPackWriter writer, bool value) => writer.WriteBool(value);

    public override bool Read(ref MsgPackReader reader) => reader.ReadBool();
}

internal sealed class SByteFormatter : Formatter<sbyte>
{
    public override void Write(ref MsgPackWriter writer, sbyte value) => writer.WriteInt32(value);

    public override sbyte Read(ref MsgPackReader reader) => reader.ReadSByte();
}

internal sealed class ByteFormatter : Formatter<byte>
{
    public override void Write(ref MsgPackWriter writer, byte value) => writer.WriteInt32(value);

    public override byte Read(ref MsgPackReader reader) => reader.ReadByte();
}

internal sealed class Int16Formatter : Formatter<short>
{
    public override void Write(ref MsgPackWriter writer, short value) => writer.WriteInt32(value);

    public override short Read(ref MsgPackReader reader) => reader.ReadInt16();
}

internal sealed class UInt16Formatter : Formatter<ushort>
{
    public override void Write(ref MsgPackWriter writer, ushort value) => writer.WriteInt32(value);

    public override ushort Read(ref MsgPackReader reader) => reader.ReadUInt16();
}

internal sealed class Int32Formatter : Formatter<int>
{
    public override void Write(ref MsgPackWriter writer, int value) => writer.WriteInt32(value);

    public override int Read(ref MsgPackReader reader) => reader.ReadInt32();
}

internal sealed class UInt32Formatter : Formatter<uint>
{
    public override void Write(ref MsgPackWriter writer, uint value) => writer.WriteUInt64(value);

    public override uint Read(ref MsgPackReader reader) => reader.ReadUInt32();
}

internal sealed class Int64Formatter : Formatter<long>
{
    public override void Write(ref MsgPackWriter writer, long value) => writer.WriteInt64(value);

    public override long Read(ref MsgPackReader reader) => reader.ReadInt64();
}

internal sealed class UInt64Formatter : Formatter<ulong>
{
    public override void Write(ref MsgPackWriter writer, ulong value) => writer.WriteUInt64(value);

    public override ulong Read(ref MsgPackReader reader) => reader.ReadUInt64();
}

internal sealed class SingleFormatter : Formatter<float>
{
    public override void Write(ref MsgPackWriter writer, float value) => writer.WriteSingle(value);

    public override float Read(ref MsgPackReader reader) => reader.ReadSingle();
}

internal sealed class DoubleFormatter : Formatter<double>
{
    public override void Write(ref MsgPackWriter writer, double value) => writer.WriteDouble(value);

    public override double Read(ref MsgPackReader reader) => reader.ReadDouble();
}

/// <summary>As bytes: two's complement, the lowest byte first, as few as hold the number.</summary>
internal sealed class BigIntegerFormatter : Formatter<BigInteger>
{
    public override void Write(ref MsgPackWriter writer, BigInteger value)
    {
        Span<byte> small = stackalloc byte[64];
        if (value.TryWriteBytes(small, out int length))
        {
            writer.WriteBinary(small[..length]);
        }
        else
        {
            writer.WriteBinary(value.ToByteArray());
        }
    }

    public override BigInteger Read(ref MsgPackReader reader) => new(reader.ReadBinary());
}

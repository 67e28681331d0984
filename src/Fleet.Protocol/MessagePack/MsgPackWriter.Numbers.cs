using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Fleet.Protocol.MessagePack;

public ref partial struct MsgPackWriter
{
    /// <summary>Writes nil.</summary>
    public void WriteNil()
    {
        Ensure(1)[0] = MsgPackCode.Nil;
        _position++;
    }

    /// <summary>Writes true or false.</summary>
    public void WriteBool(bool value)
    {
        Ensure(1)[0] = value ? MsgPackCode.True : MsgPackCode.False;
        _position++;
    }

    /// <summary>Writes an integer of 1 to 5 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt32(int value)
    {
        if ((uint)value <= MsgPackCode.MaxPositiveFixInt)
        {
            Ensure(1)[0] = (byte)value;
            _position++;
        }
        else
        {
            WriteLongInt64(value);
        }
    }

    /// <summary>Writes an integer of 1 to 9 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt64(long value)
    {
        if ((ulong)value <= MsgPackCode.MaxPositiveFixInt)
        {
            Ensure(1)[0] = (byte)value;
            _position++;
        }
        else
        {
            WriteLongInt64(value);
        }
    }

    /// <summary>Writes an unsigned integer of 1 to 5 bytes.</summary>
    public void WriteUInt32(uint value) => WriteUInt64(value);

    /// <summary>Writes an unsigned integer of 1 to 9 bytes.</summary>
    public void WriteUInt64(ulong value)
    {
        switch (value)
        {
            case <= MsgPackCode.MaxPositiveFixInt:
                Ensure(1)[0] = (byte)value;
                _position += 1;
                break;
            case <= byte.MaxValue:
                Begin(MsgPackCode.UInt8, 2)[0] = (byte)value;
                break;
            case <= ushort.MaxValue:
                BinaryPrimitives.WriteUInt16BigEndian(Begin(MsgPackCode.UInt16, 3), (ushort)value);
                break;
            case <= uint.MaxValue:
                BinaryPrimitives.WriteUInt32BigEndian(Begin(MsgPackCode.UInt32, 5), (uint)value);
                break;
            default:
                BinaryPrimitives.WriteUInt64BigEndian(Begin(MsgPackCode.UInt64, 9), value);
                break;
        }
    }

    /// <summary>Writes a float of 32 bits: 5 bytes.</summary>
    public void WriteSingle(float value) => BinaryPrimitives.WriteSingleBigEndian(Begin(MsgPackCode.Float32, 5), value);

    /// <summary>Writes a float of 64 bits: 9 bytes.</summary>
    public void WriteDouble(double value) => BinaryPrimitives.WriteDoubleBigEndian(Begin(MsgPackCode.Float64, 9), value);

    private void WriteLongInt64(long value)
    {
        switch (value)
        {
            case >= 0:
                WriteUInt64((ulong)value);
                break;
            case >= -32:
                Ensure(1)[0] = (byte)value;
                _position += 1;
                break;
            case >= sbyte.MinValue:
                Begin(MsgPackCode.Int8, 2)[0] = (byte)value;
                break;
            case >= short.MinValue:
                BinaryPrimitives.WriteInt16BigEndian(Begin(MsgPackCode.Int16, 3), (short)value);
                break;
            case >= int.MinValue:
                BinaryPrimitives.WriteInt32BigEndian(Begin(MsgPackCode.Int32, 5), (int)value);
                break;
            default:
                BinaryPrimitives.WriteInt64BigEndian(Begin(MsgPackCode.Int64, 9), value);
                break;
        }
    }

    /// <summary>Writes the code of a value of <paramref name="size"/> bytes, the code among them, and returns the room behind the code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Begin(byte code, int size)
    {
        Span<byte> span = Ensure(size);
        span[0] = code;
        _position += size;
        return span[1..];
    }
}

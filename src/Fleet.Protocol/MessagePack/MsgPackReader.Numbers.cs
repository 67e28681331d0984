using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Fleet.Protocol.MessagePack;

public ref partial struct MsgPackReader
{
    /// <summary>Moves past a nil.</summary>
    public void ReadNil()
    {
        if (!TryReadNil())
        {
            MsgPackFault.WrongType(_position, PeekCode(), "nil");
        }
    }

    /// <summary>Moves past a nil if one comes next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNil()
    {
        if (PeekCode() != MsgPackCode.Nil)
        {
            return false;
        }

        _position++;
        return true;
    }

    /// <summary>Reads true or false.</summary>
    public bool ReadBool()
    {
        byte code = PeekCode();
        if (code is not (MsgPackCode.True or MsgPackCode.False))
        {
            MsgPackFault.WrongType(_position, code, "a boolean");
        }

        _position++;
        return code == MsgPackCode.True;
    }

    /// <summary>Reads an integer of any encoding.</summary>
    public sbyte ReadSByte() => (sbyte)ReadWithin(sbyte.MinValue, sbyte.MaxValue, "an 8 bit integer");

    /// <summary>Reads an integer of any encoding.</summary>
    public byte ReadByte() => (byte)ReadWithin(0, byte.MaxValue, "an unsigned 8 bit integer");

    /// <summary>Reads an integer of any encoding.</summary>
    public short ReadInt16() => (short)ReadWithin(short.MinValue, short.MaxValue, "a 16 bit integer");

    /// <summary>Reads an integer of any encoding.</summary>
    public ushort ReadUInt16() => (ushort)ReadWithin(0, ushort.MaxValue, "an unsigned 16 bit integer");

    /// <summary>Reads an integer of any encoding.</summary>
    public int ReadInt32() => (int)ReadWithin(int.MinValue, int.MaxValue, "a 32 bit integer");

    /// <summary>Reads an integer of any encoding.</summary>
    public uint ReadUInt32() => (uint)ReadWithin(0, uint.MaxValue, "an unsigned 32 bit integer");

    /// <summary>Reads an integer of any encoding.</summary>
    public long ReadInt64()
    {
        int start = _position;
        long value = ReadInteger(out bool aboveInt64);
        if (aboveInt64)
        {
            MsgPackFault.OutOfRange(start, "a 64 bit integer");
        }

        return value;
    }

    /// <summary>Reads an integer of any encoding.</summary>
    public ulong ReadUInt64()
    {
        int start = _position;
        long value = ReadInteger(out bool aboveInt64);
        if (value < 0 && !aboveInt64)
        {
            MsgPackFault.OutOfRange(start, "an unsigned 64 bit integer");
        }

        return (ulong)value;
    }

    /// <summary>Reads a float of either width, or an integer. A 64 bit float is rounded.</summary>
    public float ReadSingle() => PeekCode() == MsgPackCode.Float32 ? BinaryPrimitives.ReadSingleBigEndian(TakeBehindCode(5)) : (float)ReadDouble();

    /// <summary>Reads a float of either width, or an integer.</summary>
    public double ReadDouble()
    {
        byte code = PeekCode();
        switch (code)
        {
            case MsgPackCode.Float64:
                return BinaryPrimitives.ReadDoubleBigEndian(TakeBehindCode(9));
            case MsgPackCode.Float32:
                return BinaryPrimitives.ReadSingleBigEndian(TakeBehindCode(5));
            default:
                if (MsgPackCode.TypeOf(code) != MsgPackType.WholeNumber)
                {
                    MsgPackFault.WrongType(_position, code, "a number");
                }

                long value = ReadInteger(out bool aboveInt64);
                return aboveInt64 ? (ulong)value : value;
        }
    }

    private long ReadWithin(long min, long max, string expected)
    {
        int start = _position;
        long value = ReadInteger(out bool aboveInt64);
        if (value < min || value > max || aboveInt64)
        {
            MsgPackFault.OutOfRange(start, expected);
        }

        return value;
    }

    /// <summary>Reads an integer; where <paramref name="aboveInt64"/>, the result is the bits of an unsigned one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long ReadInteger(out bool aboveInt64)
    {
        sbyte code = (sbyte)PeekCode();
        if (code >= -32)
        {
            _position++;
            aboveInt64 = false;
            return code;
        }

        return ReadLongInteger(out aboveInt64);
    }

    private long ReadLongInteger(out bool aboveInt64)
    {
        aboveInt64 = false;
        byte code = PeekCode();
        switch (code)
        {
            case MsgPackCode.UInt8:
                return TakeBehindCode(2)[0];
            case MsgPackCode.Int8:
                return (sbyte)TakeBehindCode(2)[0];
            case MsgPackCode.UInt16:
                return BinaryPrimitives.ReadUInt16BigEndian(TakeBehindCode(3));
            case MsgPackCode.Int16:
                return BinaryPrimitives.ReadInt16BigEndian(TakeBehindCode(3));
            case MsgPackCode.UInt32:
                return BinaryPrimitives.ReadUInt32BigEndian(TakeBehindCode(5));
            case MsgPackCode.Int32:
                return BinaryPrimitives.ReadInt32BigEndian(TakeBehindCode(5));
            case MsgPackCode.UInt64:
                long value = BinaryPrimitives.ReadInt64BigEndian(TakeBehindCode(9));
                aboveInt64 = value < 0;
                return value;
            case MsgPackCode.Int64:
                return BinaryPrimitives.ReadInt64BigEndian(TakeBehindCode(9));
            default:
                MsgPackFault.WrongType(_position, code, "an integer");
                return 0;
        }
    }
}

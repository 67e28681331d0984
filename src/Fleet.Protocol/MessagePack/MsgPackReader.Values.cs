using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Fleet.Protocol.MessagePack;

public ref partial struct MsgPackReader
{
    /// <summary>Reads text, which nil is not.</summary>
    /// <param name="maxBytes">The most bytes of UTF-8 that are allowed.</param>
    public string ReadString(int maxBytes = int.MaxValue)
    {
        ReadOnlySpan<byte> utf8 = ReadUtf8(maxBytes);
        return utf8.IsEmpty ? "" : Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Reads text or nil.</summary>
    /// <param name="maxBytes">The most bytes of UTF-8 that are allowed.</param>
    public string? ReadStringOrNull(int maxBytes = int.MaxValue) => TryReadNil() ? null : ReadString(maxBytes);

    /// <summary>Reads text as its bytes, which are valid UTF-8.</summary>
    /// <param name="maxBytes">The most bytes that are allowed.</param>
    public ReadOnlySpan<byte> ReadUtf8(int maxBytes = int.MaxValue)
    {
        int start = _position;
        ReadOnlySpan<byte> utf8 = ReadUnchecked(maxBytes);
        if (!Utf8.IsValid(utf8))
        {
            MsgPackFault.BadUtf8(start);
        }

        return utf8;
    }

    /// <summary>Reads bytes.</summary>
    /// <param name="maxBytes">The most bytes that are allowed.</param>
    public ReadOnlySpan<byte> ReadBinary(int maxBytes = int.MaxValue)
    {
        byte code = PeekCode();
        if (MsgPackCode.TypeOf(code) != MsgPackType.Bytes)
        {
            MsgPackFault.WrongType(_position, code, "bytes");
        }

        return TakeBody(code - MsgPackCode.Binary8, maxBytes);
    }

    /// <summary>Reads the beginning of an array. A count of more elements than bytes are left is refused.</summary>
    /// <param name="maxCount">The most elements that are allowed.</param>
    /// <returns>How many values follow.</returns>
    public int ReadArrayHeader(int maxCount = int.MaxValue)
    {
        byte code = PeekCode();
        if ((code & 0xf0) == MsgPackCode.FixArray)
        {
            return TakeCount(1, code & 0x0f, 1, maxCount);
        }

        if (code is not (MsgPackCode.Array16 or MsgPackCode.Array32))
        {
            MsgPackFault.WrongType(_position, code, "an array");
        }

        int width = 2 << (code - MsgPackCode.Array16);
        return TakeCount(1 + width, PeekLength(width), 1, maxCount);
    }

    /// <summary>Reads the beginning of a map. A count of more pairs than half the bytes that are left is refused.</summary>
    /// <param name="maxCount">The most pairs that are allowed.</param>
    /// <returns>How many pairs of key and value follow.</returns>
    public int ReadMapHeader(int maxCount = int.MaxValue)
    {
        byte code = PeekCode();
        if ((code & 0xf0) == MsgPackCode.FixMap)
        {
            return TakeCount(1, code & 0x0f, 2, maxCount);
        }

        if (code is not (MsgPackCode.Map16 or MsgPackCode.Map32))
        {
            MsgPackFault.WrongType(_position, code, "a map");
        }

        int width = 2 << (code - MsgPackCode.Map16);
        return TakeCount(1 + width, PeekLength(width), 2, maxCount);
    }

    /// <summary>Reads a timestamp of any of the three lengths, as UTC, to 100 ns; finer digits are dropped.</summary>
    public DateTime ReadTimestamp()
    {
        int start = _position;
        byte code = PeekCode();
        (int size, int body) = code switch
        {
            MsgPackCode.FixExtension4 => (6, 1),
            MsgPackCode.FixExtension8 => (10, 1),
            MsgPackCode.Extension8 => (15, 2),
            _ => (0, 0),
        };
        if (size == 0)
        {
            RefuseTimestamp(start, code);
        }

        ReadOnlySpan<byte> bytes = TakeBehindCode(size);
        sbyte extension = (sbyte)bytes[body - 1];
        if (extension != MsgPackCode.TimestampExtension)
        {
            MsgPackFault.UnknownExtension(start, extension);
        }

        ReadOnlySpan<byte> data = bytes[body..];
        long seconds;
        uint nanoseconds = 0;
        if (size == 6)
        {
            seconds = BinaryPrimitives.ReadUInt32BigEndian(data);
        }
        else if (size == 10)
        {
            ulong both = BinaryPrimitives.ReadUInt64BigEndian(data);
            nanoseconds = (uint)(both >> 34);
            seconds = (long)(both & 0x3_ffff_ffff);
        }
        else
        {
            nanoseconds = BinaryPrimitives.ReadUInt32BigEndian(data);
            seconds = BinaryPrimitives.ReadInt64BigEndian(data[4..]);
        }

        if (nanoseconds > 999_999_999 || (size == 15 && bytes[0] != 12))
        {
            MsgPackFault.BadTimestamp(start);
        }

        const long FirstSecond = -62_135_596_800;
        const long LastSecond = 253_402_300_799;
        if (seconds is < FirstSecond or > LastSecond)
        {
            MsgPackFault.OutOfRange(start, "a date between the years 1 and 9999");
        }

        long ticks = DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond) + (nanoseconds / TimeSpan.NanosecondsPerTick);
        return new DateTime(ticks, DateTimeKind.Utc);
    }

    /// <summary>Reads text as its bytes, whose validity the caller checks by comparing them with a known text.</summary>
    internal ReadOnlySpan<byte> ReadUnchecked(int maxBytes = int.MaxValue)
    {
        byte code = PeekCode();
        if ((code & 0xe0) == MsgPackCode.FixString)
        {
            int length = code & 0x1f;
            if (length > maxBytes)
            {
                MsgPackFault.TooLong(_position, length, maxBytes);
            }

            return TakeBehindCode(1 + length);
        }

        if (code is < MsgPackCode.String8 or > MsgPackCode.String32)
        {
            MsgPackFault.WrongType(_position, code, "text");
        }

        return TakeBody(code - MsgPackCode.String8, maxBytes);
    }

    /// <summary>Takes the bytes behind a length of 1, 2 or 4 bytes.</summary>
    private ReadOnlySpan<byte> TakeBody(int widthPower, int maxBytes)
    {
        int width = 1 << widthPower;
        long length = PeekLength(width);
        int left = Remaining - 1 - width;
        if (length > left)
        {
            MsgPackFault.CountBeyondBytes(_position, length, left);
        }

        if (length > maxBytes)
        {
            MsgPackFault.TooLong(_position, length, maxBytes);
        }

        return TakeBehindCode(1 + width + (int)length)[width..];
    }

    private int TakeCount(int headerSize, long count, int valuesEach, int maxCount)
    {
        int left = Remaining - headerSize;
        if (count * valuesEach > left)
        {
            MsgPackFault.CountBeyondBytes(_position, count, left);
        }

        if (count > maxCount)
        {
            MsgPackFault.TooLong(_position, count, maxCount);
        }

        _position += headerSize;
        return (int)count;
    }

    /// <summary>The length behind the code, without moving.</summary>
    private readonly long PeekLength(int width)
    {
        if (Remaining < 1 + width)
        {
            MsgPackFault.Truncated(_position);
        }

        ReadOnlySpan<byte> bytes = _bytes[(_position + 1)..];
        return width switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        };
    }

    private static void RefuseTimestamp(int start, byte code)
    {
        if (MsgPackCode.TypeOf(code) == MsgPackType.Extension)
        {
            MsgPackFault.BadTimestamp(start);
        }

        MsgPackFault.WrongType(start, code, "a timestamp");
    }
}

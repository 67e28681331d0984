using System.Buffers.Binary;
using System.Text;

namespace Fleet.Protocol.MessagePack;

public ref partial struct MsgPackWriter
{
    /// <summary>The most UTF-8 bytes that one UTF-16 unit can become.</summary>
    private const int BytesPerChar = 3;

    /// <summary>Texts up to this many UTF-16 units are at most 255 bytes of UTF-8.</summary>
    private const int ShortText = byte.MaxValue / BytesPerChar;

    /// <summary>Writes text as UTF-8. A surrogate without its other half, which UTF-8 cannot carry, becomes U+FFFD.</summary>
    public void WriteString(scoped ReadOnlySpan<char> value)
    {
        if (value.Length <= ShortText && (_output is not null || _span.Length - _position > (ShortText * BytesPerChar) + 2))
        {
            WriteShortString(value);
            return;
        }

        int length = Encoding.UTF8.GetByteCount(value);
        WriteStringHeader(length);

        // In two statements: making room may move the position, which "+=" would have read before.
        Span<byte> room = Ensure(length);
        _position += Encoding.UTF8.GetBytes(value, room);
    }

    /// <summary>Writes text that is UTF-8 already: the caller answers for its being valid.</summary>
    public void WriteUtf8(scoped ReadOnlySpan<byte> utf8)
    {
        WriteStringHeader(utf8.Length);
        WriteRaw(utf8);
    }

    /// <summary>Writes bytes.</summary>
    public void WriteBinary(scoped ReadOnlySpan<byte> value)
    {
        WriteHeader(value.Length, MsgPackCode.Binary8, MsgPackCode.Binary16, MsgPackCode.Binary32);
        WriteRaw(value);
    }

    /// <summary>Begins an array; <paramref name="count"/> values must follow.</summary>
    public void WriteArrayHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count <= 15)
        {
            Ensure(1)[0] = (byte)(MsgPackCode.FixArray | count);
            _position++;
        }
        else
        {
            WriteHeader(count, 0, MsgPackCode.Array16, MsgPackCode.Array32);
        }
    }

    /// <summary>Begins a map; <paramref name="count"/> pairs of key and value must follow.</summary>
    public void WriteMapHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count <= 15)
        {
            Ensure(1)[0] = (byte)(MsgPackCode.FixMap | count);
            _position++;
        }
        else
        {
            WriteHeader(count, 0, MsgPackCode.Map16, MsgPackCode.Map32);
        }
    }

    /// <summary>Writes a point in time as the timestamp extension, of 6, 10 or 15 bytes, to 100 ns. Local times are turned into UTC; unspecified ones count as UTC.</summary>
    public void WriteTimestamp(DateTime value)
    {
        if (value.Kind == DateTimeKind.Local)
        {
            value = value.ToUniversalTime();
        }

        (long sinceYearOne, long ticks) = Math.DivRem(value.Ticks, TimeSpan.TicksPerSecond);
        long seconds = sinceYearOne - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond);
        uint nanoseconds = (uint)(ticks * TimeSpan.NanosecondsPerTick);
        if (seconds >> 34 != 0)
        {
            Span<byte> span = Begin(MsgPackCode.Extension8, 15);
            span[0] = 12;
            span[1] = unchecked((byte)MsgPackCode.TimestampExtension);
            BinaryPrimitives.WriteUInt32BigEndian(span[2..], nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(span[6..], seconds);
        }
        else if (nanoseconds != 0 || seconds > uint.MaxValue)
        {
            Span<byte> span = Begin(MsgPackCode.FixExtension8, 10);
            span[0] = unchecked((byte)MsgPackCode.TimestampExtension);
            BinaryPrimitives.WriteUInt64BigEndian(span[1..], ((ulong)nanoseconds << 34) | (ulong)seconds);
        }
        else
        {
            Span<byte> span = Begin(MsgPackCode.FixExtension4, 6);
            span[0] = unchecked((byte)MsgPackCode.TimestampExtension);
            BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)seconds);
        }
    }

    private void WriteShortString(scoped ReadOnlySpan<char> value)
    {
        Span<byte> span = Ensure((value.Length * BytesPerChar) + 2);

        // The header's size follows from the size in bytes, known only after encoding: guess that the text is ASCII, and move it up by one where it was not.
        int guess = value.Length <= 31 ? 1 : 2;
        int length = Encoding.UTF8.GetBytes(value, span[guess..]);
        if (length <= 31)
        {
            span[0] = (byte)(MsgPackCode.FixString | length);
            _position += 1 + length;
            return;
        }

        if (guess == 1)
        {
            span.Slice(1, length).CopyTo(span[2..]);
        }

        span[0] = MsgPackCode.String8;
        span[1] = (byte)length;
        _position += 2 + length;
    }

    private void WriteStringHeader(int length)
    {
        if (length <= 31)
        {
            Ensure(1)[0] = (byte)(MsgPackCode.FixString | length);
            _position++;
        }
        else
        {
            WriteHeader(length, MsgPackCode.String8, MsgPackCode.String16, MsgPackCode.String32);
        }
    }

    /// <summary>Writes a length behind the code of the smallest width that holds it; a code of 0 says that there is no such width.</summary>
    private void WriteHeader(int length, byte code8, byte code16, byte code32)
    {
        if (length <= byte.MaxValue && code8 != 0)
        {
            Begin(code8, 2)[0] = (byte)length;
        }
        else if (length <= ushort.MaxValue)
        {
            BinaryPrimitives.WriteUInt16BigEndian(Begin(code16, 3), (ushort)length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(Begin(code32, 5), (uint)length);
        }
    }
}

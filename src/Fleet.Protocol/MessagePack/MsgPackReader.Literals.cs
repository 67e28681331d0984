using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fleet.Protocol.MessagePack;

/// <summary>What the emitted code of the typed mapping calls: bytes known when the code was made travel inside its instructions.</summary>
public ref partial struct MsgPackReader
{
    /// <summary>Reads text or nil.</summary>
    internal string? ReadText() => ReadStringOrNull();

    /// <summary>Moves past <paramref name="length"/> bytes, at most 8, if they come next.</summary>
    internal bool TryReadLiteral8(ulong bytes, ulong mask, int length)
    {
        if (Remaining < length)
        {
            return false;
        }

        ulong next = 0;
        if (Remaining >= sizeof(ulong))
        {
            next = WordAt(0);
        }
        else
        {
            _bytes[_position..].CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref next)));
        }

        if ((next & mask) != bytes)
        {
            return false;
        }

        _position += length;
        return true;
    }

    /// <summary>Moves past 8 to 16 bytes, given by their first and last 8, if they come next.</summary>
    internal bool TryReadLiteral16(ulong first, ulong last, int length)
    {
        if (Remaining < length || WordAt(0) != first || WordAt(length - sizeof(ulong)) != last)
        {
            return false;
        }

        _position += length;
        return true;
    }

    /// <summary>Moves past bytes if they come next.</summary>
    internal bool TryReadLiteral(byte[] bytes)
    {
        if (!_bytes[_position..].StartsWith(bytes))
        {
            return false;
        }

        _position += bytes.Length;
        return true;
    }

    private readonly ulong WordAt(int offset) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), _position + offset));
}

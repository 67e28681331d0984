using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fleet.Protocol.MessagePack;

/// <summary>What the emitted code of the typed mapping calls: bytes known when the code was made travel inside its instructions.</summary>
public ref partial struct MsgPackWriter
{
    /// <summary>Writes text or nil.</summary>
    internal void WriteStringOrNil(string? value)
    {
        if (value is null)
        {
            WriteNil();
        }
        else
        {
            WriteString(value);
        }
    }

    /// <summary>Writes the first <paramref name="length"/> bytes, at most 8, of a word.</summary>
    internal void WriteLiteral8(ulong bytes, int length)
    {
        Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(Ensure(sizeof(ulong))), bytes);
        _position += length;
    }

    /// <summary>Writes 8 to 16 bytes, of which the two words are the first and the last 8; they overlap where there are fewer than 16.</summary>
    internal void WriteLiteral16(ulong first, ulong last, int length)
    {
        ref byte start = ref MemoryMarshal.GetReference(Ensure(length));
        Unsafe.WriteUnaligned(ref start, first);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, length - sizeof(ulong)), last);
        _position += length;
    }
}

using System.Runtime.InteropServices;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Bytes as the words that emitted code carries inside its instructions; in the byte order of this machine, as they are stored and compared by it.</summary>
internal static class Literals
{
    /// <summary>At most 8 bytes, with zeros behind.</summary>
    public static ulong Word(ReadOnlySpan<byte> bytes)
    {
        ulong word = 0;
        bytes.CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref word)));
        return word;
    }

    /// <summary>Ones where the first bytes of a word are.</summary>
    public static ulong Mask(int length)
    {
        ulong mask = 0;
        MemoryMarshal.AsBytes(new Span<ulong>(ref mask))[..length].Fill(byte.MaxValue);
        return mask;
    }
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;

namespace Fleet.Protocol.Messages;

/// <summary>Finds what is registered by a name straight from the name's bytes in a frame, without making a string of it.</summary>
public sealed class Utf8Names : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    // Nobody can know beforehand which names share a bucket.
    private static readonly ulong s_seed = (ulong)Random.Shared.NextInt64();

    private Utf8Names()
    {
    }

    /// <summary>The comparer.</summary>
    public static Utf8Names Comparer { get; } = new();

    /// <inheritdoc/>
    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] string obj)
    {
        var length = Encoding.UTF8.GetByteCount(obj);
        Span<byte> bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(obj, bytes);
        return GetHashCode(bytes);
    }

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<byte> alternate, string other)
    {
        if (alternate.Length == other.Length) return Ascii.Equals(alternate, other) || Encoding.UTF8.GetString(alternate) == other;
        return !Ascii.IsValid(alternate) && Encoding.UTF8.GetString(alternate) == other;
    }

    /// <inheritdoc/>
    // Eight bytes at a time, and no more rounds than that: names are short and looked up for every frame.
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
        var hash = s_seed ^ (ulong)alternate.Length;
        while (alternate.Length >= sizeof(ulong))
        {
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(alternate)) * Multiplier, 29);
            alternate = alternate[sizeof(ulong)..];
        }

        ulong tail = 0;
        foreach (var one in alternate) tail = (tail << 8) | one;
        hash = (hash ^ tail) * Multiplier;
        return (int)(hash >> 32);
    }

    /// <inheritdoc/>
    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);
}

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Fleet.Worker.Messaging;

/// <summary>Finds what is registered by a name straight from the name's bytes in a frame, without making a string of it.</summary>
internal sealed class Utf8Names : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    private Utf8Names()
    {
    }

    public static Utf8Names Comparer { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode([DisallowNull] string obj)
    {
        var length = Encoding.UTF8.GetByteCount(obj);
        Span<byte> bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(obj, bytes);
        return GetHashCode(bytes);
    }

    public bool Equals(ReadOnlySpan<byte> alternate, string other)
    {
        if (alternate.Length == other.Length) return System.Text.Ascii.Equals(alternate, other) || Encoding.UTF8.GetString(alternate) == other;
        return !System.Text.Ascii.IsValid(alternate) && Encoding.UTF8.GetString(alternate) == other;
    }

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = new HashCode();
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);
}

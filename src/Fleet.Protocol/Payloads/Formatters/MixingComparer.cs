using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>Compares keys as they compare themselves, and hashes them with a seed that nobody outside this process knows.</summary>
internal sealed class MixingComparer<T> : IEqualityComparer<T>
{
    private static readonly ulong[] Seeds = MemoryMarshal.Cast<byte, ulong>(RandomNumberGenerator.GetBytes(3 * sizeof(ulong))).ToArray();

    public bool Equals(T? x, T? y) => EqualityComparer<T>.Default.Equals(x, y);

    public int GetHashCode(T key)
    {
        (ulong low, ulong high) = KeyBits.Of(key);
        ulong mixed = Fold(low ^ Seeds[0], Seeds[1]);
        return (int)Fold(mixed ^ high, Seeds[2]);
    }

    /// <summary>Both halves of the 128 bit product: every bit of the key reaches every bit of the hash.</summary>
    private static ulong Fold(ulong value, ulong seed)
    {
        ulong high = Math.BigMul(value, seed | 1, out ulong low);
        return high ^ low;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>The bits of a key: keys that are equal have the same ones, and keys that are not have others.</summary>
internal static class KeyBits
{
    /// <summary>Whether the bits of keys of this type are known.</summary>
    public static bool Knows<T>() =>
        typeof(T).IsEnum
        || typeof(T) == typeof(bool) || typeof(T) == typeof(char)
        || typeof(T) == typeof(sbyte) || typeof(T) == typeof(byte) || typeof(T) == typeof(short) || typeof(T) == typeof(ushort)
        || typeof(T) == typeof(int) || typeof(T) == typeof(uint) || typeof(T) == typeof(long) || typeof(T) == typeof(ulong)
        || typeof(T) == typeof(float) || typeof(T) == typeof(double)
        || typeof(T) == typeof(DateTime) || typeof(T) == typeof(DateTimeOffset) || typeof(T) == typeof(TimeSpan)
        || typeof(T) == typeof(DateOnly) || typeof(T) == typeof(TimeOnly)
        || typeof(T) == typeof(Guid);

    /// <summary>The bits of a key of a known type. The comparisons of types cost nothing: they are settled when the code is compiled for the type.</summary>
    public static (ulong Low, ulong High) Of<T>(T key)
    {
        if (typeof(T) == typeof(float))
        {
            return (OfDouble((float)(object)key!), 0);
        }

        if (typeof(T) == typeof(double))
        {
            return (OfDouble((double)(object)key!), 0);
        }

        if (typeof(T) == typeof(DateTime))
        {
            return ((ulong)((DateTime)(object)key!).Ticks, 0);
        }

        if (typeof(T) == typeof(DateTimeOffset))
        {
            return ((ulong)((DateTimeOffset)(object)key!).UtcTicks, 0);
        }

        ref byte first = ref Unsafe.As<T, byte>(ref key);
        if (typeof(T) == typeof(Guid))
        {
            return (Unsafe.ReadUnaligned<ulong>(ref first), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, sizeof(ulong))));
        }

        ulong bits = 0;
        MemoryMarshal.CreateReadOnlySpan(ref first, Unsafe.SizeOf<T>()).CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref bits)));
        return (bits, 0);
    }

    /// <summary>Zero equals its negative, and every not-a-number equals every other.</summary>
    private static ulong OfDouble(double value) => BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : double.IsNaN(value) ? double.NaN : value);
}

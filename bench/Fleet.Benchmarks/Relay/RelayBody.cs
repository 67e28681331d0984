using System.Buffers.Binary;

namespace Fleet.Benchmarks.Relay;

/// <summary>The 64 bytes that travel: a mark, and a number that is a send time or a count.</summary>
internal static class RelayBody
{
    public const byte Ordinary = 0;
    public const byte ResetCount = 1;
    public const byte TellCount = 2;

    private const int NumberOffset = 8;

    public static void Write(Span<byte> body, byte mark, long number)
    {
        body[0] = mark;
        BinaryPrimitives.WriteInt64LittleEndian(body[NumberOffset..], number);
    }

    public static long Number(ReadOnlySpan<byte> body) => BinaryPrimitives.ReadInt64LittleEndian(body[NumberOffset..]);
}

using System.Buffers.Binary;

namespace Fleet.Protocol.Framing;

/// <summary>
/// What stands before every body: its length.
/// <code>
///  0        4              4 + length
///  +--------+------------------+
///  | length | body             |   length: u32, big-endian, of the body alone; 0 is a legal frame
///  +--------+------------------+   body: a MessagePack header array, then raw payload bytes
/// </code>
/// </summary>
public static class FramePrefix
{
    /// <summary>The bytes of a prefix.</summary>
    public const int Bytes = sizeof(uint);

    /// <summary>Writes the prefix of a body of <paramref name="bodyBytes"/> bytes.</summary>
    public static void Write(Span<byte> destination, int bodyBytes) =>
        BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)bodyBytes);

    /// <summary>Reads the declared length of a body. It is a claim of the peer: check it before use, never allocate by it.</summary>
    public static uint Read(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt32BigEndian(source);
}

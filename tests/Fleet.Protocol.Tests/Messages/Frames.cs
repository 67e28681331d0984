using System.Buffers;
using Fleet.Protocol.Messages;

namespace Fleet.Protocol.Tests.Messages;

/// <summary>Writes header and payload of one frame, as a link would.</summary>
internal static class Frames
{
    public delegate int HeaderWriter(Span<byte> header);

    public static byte[] Of(HeaderWriter write, ReadOnlySpan<byte> payload = default)
    {
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = write(header);
        return [.. header[..length], .. payload];
    }

    public static byte[] Payload(Action<IBufferWriter<byte>> write)
    {
        var payload = new ArrayBufferWriter<byte>();
        write(payload);
        return payload.WrittenSpan.ToArray();
    }
}

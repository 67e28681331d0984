using System.Buffers;

namespace Fleet.Worker.Messaging;

/// <summary>A buffer per thread to encode one payload in before it is copied into the link's queue.</summary>
internal static class PayloadBuffer
{
    private const int KeptAtMost = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    /// <summary>This thread's buffer, empty. Must not be held across an await or into the bot's code.</summary>
    public static ArrayBufferWriter<byte> Rent()
    {
        var buffer = s_buffer;
        if (buffer is null || buffer.Capacity > KeptAtMost) s_buffer = buffer = new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        return buffer;
    }
}

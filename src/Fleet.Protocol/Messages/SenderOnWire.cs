using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>A sender in a header: the worker's name, or nil for the Admiral. The Admiral writes it, whatever the sender claims to be.</summary>
internal static class SenderOnWire
{
    public static void Write(ref MsgPackWriter writer, ReadOnlySpan<byte> from)
    {
        if (from.IsEmpty) writer.WriteNil();
        else writer.WriteUtf8(from);
    }

    public static ReadOnlySpan<byte> Read(ref MsgPackReader reader) => reader.TryReadNil() ? default : MessageHeader.ReadName(ref reader);
}

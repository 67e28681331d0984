using System.Runtime.CompilerServices;
using Fleet.Protocol.Payloads.Formatters;

namespace Fleet.Protocol.MessagePack;

/// <summary>What generated mappings call. Where they are compiled for this type, each call is a direct one.</summary>
public ref partial struct MsgPackWriter : IPayloadWriter
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void IPayloadWriter.BeginObject(int members) => WriteMapHeader(members);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void IPayloadWriter.WriteName(scoped ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MsgPackCode.MaxFixString)
        {
            WriteUtf8(utf8);
            return;
        }

        // A name is a constant of its caller, so that its length and its copying are settled when this is compiled into it.
        Span<byte> room = Ensure(1 + utf8.Length);
        room[0] = (byte)(MsgPackCode.FixString | utf8.Length);
        utf8.CopyTo(room[1..]);
        _position += 1 + utf8.Length;
    }

    void IPayloadWriter.WriteText(string? value) => WriteStringOrNil(value);

    void IPayloadWriter.Write<T>(T value) => FormatterOf<T>.Instance.Write(ref this, value);
}

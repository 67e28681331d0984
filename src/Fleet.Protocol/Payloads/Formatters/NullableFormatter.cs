using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

internal sealed class NullableFormatter<T>(Formatter<T> inner) : Formatter<T?>
    where T : struct
{
    public override void Write(ref MsgPackWriter writer, T? value)
    {
        if (value is { } present)
        {
            inner.Write(ref writer, present);
        }
        else
        {
            writer.WriteNil();
        }
    }

    public override T? Read(ref MsgPackReader reader) => reader.TryReadNil() ? null : inner.Read(ref reader);
}

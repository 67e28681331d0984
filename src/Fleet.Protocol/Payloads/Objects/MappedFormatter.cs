using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Payloads.Formatters;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Writes and reads a class or struct by the mapping that was generated for it: nothing is looked up or emitted at the first use.</summary>
internal sealed class MappedFormatter<T, TMapping> : Formatter<T>, IObjectFormatter
    where TMapping : struct, IPayloadMapping<T>
{
    public PayloadMember[] Members => TMapping.Members;

    /// <summary>The mapping asks for them by type.</summary>
    public void Complete(Formatter?[] members)
    {
    }

    public override void Write(ref MsgPackWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.Enter();
        TMapping.Write(ref writer, value);
        writer.Leave();
    }

    public override T? Read(ref MsgPackReader reader)
    {
        if (default(T) is null && reader.TryReadNil())
        {
            return default;
        }

        reader.Enter();
        T value = TMapping.Read(ref reader);
        reader.Leave();
        return value;
    }
}

using System.Runtime.CompilerServices;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>As the integer, which may be one that the enum has no name for: the sender may be newer.</summary>
/// <remarks><typeparamref name="TInteger"/> is the enum's underlying type, so the two have the same bits.</remarks>
internal sealed class EnumFormatter<T, TInteger>(Formatter<TInteger> inner) : Formatter<T>
    where T : struct, Enum
    where TInteger : struct
{
    public override void Write(ref MsgPackWriter writer, T value) => inner.Write(ref writer, Unsafe.As<T, TInteger>(ref value));

    public override T Read(ref MsgPackReader reader)
    {
        TInteger value = inner.Read(ref reader);
        return Unsafe.As<TInteger, T>(ref value);
    }
}

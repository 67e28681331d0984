using System.Reflection;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>The types that emitted code writes and reads without a formatter between, which saves a virtual call per member.</summary>
internal sealed class ScalarCalls(string write, string read)
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>How the value is written, once it is widened as on the stack.</summary>
    public MethodInfo Write => typeof(MsgPackWriter).GetMethod(write, Any)!;

    /// <summary>How it is read.</summary>
    public MethodInfo Read => typeof(MsgPackReader).GetMethod(read, Any)!;

    /// <summary>The calls for a type, an enum counting as its integer; null where a formatter is needed.</summary>
    public static ScalarCalls? For(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => new(nameof(MsgPackWriter.WriteBool), nameof(MsgPackReader.ReadBool)),
        TypeCode.SByte => new(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadSByte)),
        TypeCode.Byte => new(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadByte)),
        TypeCode.Int16 => new(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadInt16)),
        TypeCode.UInt16 => new(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadUInt16)),
        TypeCode.Char => new(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadUInt16)),
        TypeCode.Int32 => new(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadInt32)),
        TypeCode.UInt32 => new(nameof(MsgPackWriter.WriteUInt32), nameof(MsgPackReader.ReadUInt32)),
        TypeCode.Int64 => new(nameof(MsgPackWriter.WriteInt64), nameof(MsgPackReader.ReadInt64)),
        TypeCode.UInt64 => new(nameof(MsgPackWriter.WriteUInt64), nameof(MsgPackReader.ReadUInt64)),
        TypeCode.Single => new(nameof(MsgPackWriter.WriteSingle), nameof(MsgPackReader.ReadSingle)),
        TypeCode.Double => new(nameof(MsgPackWriter.WriteDouble), nameof(MsgPackReader.ReadDouble)),
        TypeCode.String => new(nameof(MsgPackWriter.WriteStringOrNil), nameof(MsgPackReader.ReadText)),
        TypeCode.DateTime => new(nameof(MsgPackWriter.WriteTimestamp), nameof(MsgPackReader.ReadTimestamp)),
        TypeCode.Decimal or TypeCode.Object or TypeCode.Empty or TypeCode.DBNull => null,
    };
}

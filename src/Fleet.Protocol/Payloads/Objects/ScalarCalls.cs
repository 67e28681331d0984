using System.Reflection;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>The types that emitted code writes and reads without a formatter between, which saves a virtual call per member.</summary>
internal sealed record ScalarCalls(MethodInfo Write, MethodInfo Read, bool WidenUnsigned = false)
{
    private static readonly Dictionary<Type, ScalarCalls> Known = new()
    {
        [typeof(bool)] = Of(nameof(MsgPackWriter.WriteBool), nameof(MsgPackReader.ReadBool)),
        [typeof(sbyte)] = Of(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadSByte)),
        [typeof(byte)] = Of(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadByte)),
        [typeof(short)] = Of(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadInt16)),
        [typeof(ushort)] = Of(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadUInt16)),
        [typeof(char)] = Of(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadUInt16)),
        [typeof(int)] = Of(nameof(MsgPackWriter.WriteInt32), nameof(MsgPackReader.ReadInt32)),
        [typeof(uint)] = Of(nameof(MsgPackWriter.WriteUInt64), nameof(MsgPackReader.ReadUInt32)) with { WidenUnsigned = true },
        [typeof(long)] = Of(nameof(MsgPackWriter.WriteInt64), nameof(MsgPackReader.ReadInt64)),
        [typeof(ulong)] = Of(nameof(MsgPackWriter.WriteUInt64), nameof(MsgPackReader.ReadUInt64)),
        [typeof(float)] = Of(nameof(MsgPackWriter.WriteSingle), nameof(MsgPackReader.ReadSingle)),
        [typeof(double)] = Of(nameof(MsgPackWriter.WriteDouble), nameof(MsgPackReader.ReadDouble)),
        [typeof(string)] = Of(nameof(MsgPackWriter.WriteStringOrNil), nameof(MsgPackReader.ReadText)),
        [typeof(DateTime)] = Of(nameof(MsgPackWriter.WriteTimestamp), nameof(MsgPackReader.ReadTimestamp)),
    };

    /// <summary>The calls for a type, an enum counting as its integer; null where a formatter is needed.</summary>
    public static ScalarCalls? For(Type type) => Known.GetValueOrDefault(type.IsEnum ? type.GetEnumUnderlyingType() : type);

    private static ScalarCalls Of(string write, string read) => new(
        typeof(MsgPackWriter).GetMethod(write, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!,
        typeof(MsgPackReader).GetMethod(read, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!);
}

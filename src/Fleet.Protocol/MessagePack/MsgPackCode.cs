namespace Fleet.Protocol.MessagePack;

/// <summary>The first bytes of MessagePack values (https://github.com/msgpack/msgpack/blob/master/spec.md).</summary>
internal static class MsgPackCode
{
    public const byte MaxPositiveFixInt = 0x7f;
    public const byte FixMap = 0x80;
    public const byte FixArray = 0x90;
    public const byte FixString = 0xa0;
    public const byte MaxFixString = 31;
    public const byte Nil = 0xc0;
    public const byte NeverUsed = 0xc1;
    public const byte False = 0xc2;
    public const byte True = 0xc3;
    public const byte Binary8 = 0xc4;
    public const byte Binary16 = 0xc5;
    public const byte Binary32 = 0xc6;
    public const byte Extension8 = 0xc7;
    public const byte Extension16 = 0xc8;
    public const byte Extension32 = 0xc9;
    public const byte Float32 = 0xca;
    public const byte Float64 = 0xcb;
    public const byte UInt8 = 0xcc;
    public const byte UInt16 = 0xcd;
    public const byte UInt32 = 0xce;
    public const byte UInt64 = 0xcf;
    public const byte Int8 = 0xd0;
    public const byte Int16 = 0xd1;
    public const byte Int32 = 0xd2;
    public const byte Int64 = 0xd3;
    public const byte FixExtension1 = 0xd4;
    public const byte FixExtension2 = 0xd5;
    public const byte FixExtension4 = 0xd6;
    public const byte FixExtension8 = 0xd7;
    public const byte FixExtension16 = 0xd8;
    public const byte String8 = 0xd9;
    public const byte String16 = 0xda;
    public const byte String32 = 0xdb;
    public const byte Array16 = 0xdc;
    public const byte Array32 = 0xdd;
    public const byte Map16 = 0xde;
    public const byte Map32 = 0xdf;
    public const byte MinNegativeFixInt = 0xe0;

    public const sbyte TimestampExtension = -1;

    public static MsgPackType TypeOf(byte code) => code switch
    {
        <= MaxPositiveFixInt or >= MinNegativeFixInt => MsgPackType.WholeNumber,
        < FixArray or Map16 or Map32 => MsgPackType.Map,
        < FixString or Array16 or Array32 => MsgPackType.Array,
        < Nil or String8 or String16 or String32 => MsgPackType.Text,
        Nil => MsgPackType.Nil,
        NeverUsed => MsgPackType.Invalid,
        False or True => MsgPackType.Boolean,
        Binary8 or Binary16 or Binary32 => MsgPackType.Bytes,
        Float32 or Float64 => MsgPackType.FloatingPoint,
        >= UInt8 and <= Int64 => MsgPackType.WholeNumber,
        Extension8 or Extension16 or Extension32 or (>= FixExtension1 and <= FixExtension16) => MsgPackType.Extension,
    };
}

using System.Diagnostics.CodeAnalysis;

namespace Fleet.Protocol.MessagePack;

/// <summary>Throws, away from the hot paths, so that those stay small enough to be inlined.</summary>
internal static class MsgPackFault
{
    [DoesNotReturn]
    public static void Truncated(int position) =>
        throw new MsgPackException(MsgPackError.Truncated, $"The bytes end inside the value at byte {position}.");

    [DoesNotReturn]
    public static void CountBeyondBytes(int position, long count, int remaining) =>
        throw new MsgPackException(MsgPackError.Truncated, $"The value at byte {position} declares a length of {count}, and only {remaining} bytes follow.");

    [DoesNotReturn]
    public static void WrongType(int position, byte code, string expected)
    {
        if (code == MsgPackCode.NeverUsed)
        {
            InvalidCode(position);
        }

        throw new MsgPackException(MsgPackError.WrongType, $"Expected {expected} at byte {position}, found {MsgPackCode.TypeOf(code)} (0x{code:x2}).");
    }

    [DoesNotReturn]
    public static void InvalidCode(int position) =>
        throw new MsgPackException(MsgPackError.InvalidCode, $"The byte 0xc1 at {position} begins no value.");

    [DoesNotReturn]
    public static void OutOfRange(int position, string expected) =>
        throw new MsgPackException(MsgPackError.OutOfRange, $"The value at byte {position} does not fit into {expected}.");

    [DoesNotReturn]
    public static void TooLong(int position, long count, int max) =>
        throw new MsgPackException(MsgPackError.TooLong, $"The value at byte {position} has a length of {count}; at most {max} is allowed.");

    [DoesNotReturn]
    public static void TooDeep() =>
        throw new MsgPackException(MsgPackError.TooDeep, $"More than {MsgPackLimits.MaxDepth} values inside one another.");

    [DoesNotReturn]
    public static void BadUtf8(int position) =>
        throw new MsgPackException(MsgPackError.BadUtf8, $"The text at byte {position} is not valid UTF-8.");

    [DoesNotReturn]
    public static void TrailingBytes(int position, int count) =>
        throw new MsgPackException(MsgPackError.TrailingBytes, $"{count} bytes follow the last value, which ends at byte {position}.");

    [DoesNotReturn]
    public static void BadTimestamp(int position) =>
        throw new MsgPackException(MsgPackError.BadTimestamp, $"The timestamp at byte {position} is malformed.");

    [DoesNotReturn]
    public static void UnknownExtension(int position, sbyte extension) =>
        throw new MsgPackException(MsgPackError.UnknownExtension, $"The extension {extension} at byte {position} is not known.");

    [DoesNotReturn]
    public static void DuplicateKey(int position) =>
        throw new MsgPackException(MsgPackError.DuplicateKey, $"The map entry at byte {position} has a key that the map holds already.");

    [DoesNotReturn]
    public static void Malformed(int position, string expected) =>
        throw new MsgPackException(MsgPackError.Malformed, $"The value at byte {position} is not {expected}.");

    [DoesNotReturn]
    public static void BufferFull(int needed, int left) =>
        throw new MsgPackException(MsgPackError.BufferFull, $"{needed} bytes are needed and the fixed span has {left} left.");
}

namespace Fleet.Protocol.MessagePack;

/// <summary>Why bytes could not be read, or a value could not be written.</summary>
public enum MsgPackError
{
    /// <summary>The bytes end inside a value, or a declared length or count is more than the bytes that are left could hold.</summary>
    Truncated = 1,

    /// <summary>Another kind of value stands here than was asked for.</summary>
    WrongType,

    /// <summary>The number, or the date, does not fit the type that was asked for.</summary>
    OutOfRange,

    /// <summary>More than <see cref="MsgPackLimits.MaxDepth"/> values inside one another.</summary>
    TooDeep,

    /// <summary>Longer than the reader allows here.</summary>
    TooLong,

    /// <summary>Text that is not valid UTF-8.</summary>
    BadUtf8,

    /// <summary>Bytes are left after the last value.</summary>
    TrailingBytes,

    /// <summary>A timestamp of a wrong length, or with a second of a thousand million nanoseconds or more.</summary>
    BadTimestamp,

    /// <summary>An extension of a kind that is not known here.</summary>
    UnknownExtension,

    /// <summary>The byte 0xc1, which no valid MessagePack contains.</summary>
    InvalidCode,

    /// <summary>A map holds one key twice.</summary>
    DuplicateKey,

    /// <summary>Text, bytes or a count of items that do not form a value of the type that was asked for, such as a malformed GUID.</summary>
    Malformed,

    /// <summary>The fixed span that the writer was given is full.</summary>
    BufferFull,
}

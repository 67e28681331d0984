namespace Fleet.Protocol.MessagePack;

/// <summary>What kind of value comes next.</summary>
public enum MsgPackType
{
    /// <summary>The byte 0xc1, which no valid MessagePack contains.</summary>
    Invalid,

    /// <summary>Nil.</summary>
    Nil,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An integer of any width.</summary>
    WholeNumber,

    /// <summary>A float of 32 or 64 bits.</summary>
    FloatingPoint,

    /// <summary>Text, as UTF-8.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A map.</summary>
    Map,

    /// <summary>An extension, such as a timestamp.</summary>
    Extension,
}

namespace Fleet.Protocol.MessagePack;

/// <summary>The bounds that hold for every value on the wire.</summary>
public static class MsgPackLimits
{
    /// <summary>How many arrays and maps may stand inside one another. Bounds the stack that a hostile value can take.</summary>
    public const int MaxDepth = 32;

    /// <summary>How many elements a collection makes room for before they have been read. Bounds what a declared count alone can allocate.</summary>
    public const int MaxInitialCapacity = 1024;
}

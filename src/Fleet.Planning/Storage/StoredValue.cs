namespace Fleet.Planning.Storage;

/// <summary>What stands at a key: the caller's bytes, which nobody here looks into, or a number, which can be added to.</summary>
/// <param name="Bytes">The bytes; null where it is a number.</param>
/// <param name="Number">The number, where it is one.</param>
public readonly record struct StoredValue(byte[]? Bytes, long Number)
{
    /// <summary>A value of the caller's own.</summary>
    public static StoredValue Of(byte[] bytes) => new(bytes, 0);

    /// <summary>A number.</summary>
    public static StoredValue Of(long number) => new(null, number);

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Bytes is null;

    /// <summary>How much it counts towards the store's limit.</summary>
    public int Length => Bytes?.Length ?? sizeof(long);
}

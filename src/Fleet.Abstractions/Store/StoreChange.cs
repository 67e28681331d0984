namespace Fleet;

/// <summary>A change that a watch tells of.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Key">The key; with <see cref="StoreChangeKind.Missed"/> the key or prefix that is watched.</param>
/// <param name="Version">The number of the change: greater than every version that the key had before. 0 with <see cref="StoreChangeKind.Missed"/>.</param>
/// <param name="Item">The value that was set; null where none was.</param>
public sealed record StoreChange(StoreChangeKind Kind, string Key, long Version, StoreItem? Item)
{
    /// <summary>The value that was set, as a type of the caller's.</summary>
    /// <param name="absent">What to return where none was set.</param>
    /// <exception cref="FleetException">The value cannot be read as this type.</exception>
    public T? Get<T>(T? absent = default) => Item is null ? absent : Item.Get(absent);
}

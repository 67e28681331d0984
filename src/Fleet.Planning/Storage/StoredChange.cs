namespace Fleet.Planning.Storage;

/// <summary>A change of the store, to be told to who watches.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Key">The key.</param>
/// <param name="Version">The number of the change.</param>
/// <param name="Entry">What stands there now; null where nothing does.</param>
public sealed record StoredChange(StoreChangeKind Kind, string Key, long Version, StoredEntry? Entry);

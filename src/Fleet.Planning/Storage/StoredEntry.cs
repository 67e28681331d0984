namespace Fleet.Planning.Storage;

/// <summary>A key of the store.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Version">The number of its last change.</param>
/// <param name="Due">From when on it is absent; null means never.</param>
public sealed record StoredEntry(string Key, StoredValue Value, long Version, DateTimeOffset? Due);

using System.Collections.Immutable;

namespace Fleet.Planning.Storage;

/// <summary>Some keys, in order.</summary>
/// <param name="Entries">The keys.</param>
/// <param name="Next">The last of them, where there are more behind it; null otherwise.</param>
public readonly record struct StoreListing(ImmutableArray<StoredEntry> Entries, string? Next);

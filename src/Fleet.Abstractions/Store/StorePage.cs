namespace Fleet;

/// <summary>Some keys of the store, in order.</summary>
/// <param name="Items">The keys with their values.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null where this is the last.</param>
public sealed record StorePage(IReadOnlyList<StoreItem> Items, string? Next);

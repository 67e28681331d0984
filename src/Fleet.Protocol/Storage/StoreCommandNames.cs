namespace Fleet.Protocol.Storage;

/// <summary>The names of the store's commands, and of the event that tells of changes.</summary>
public static class StoreCommandNames
{
    /// <summary>Takes a key; replies a <see cref="StoreEntryOnWire"/>, or nil where there is no such key.</summary>
    public const string Get = "fleet.store.get";

    /// <summary>Takes a <see cref="StoreSet"/>.</summary>
    public const string Set = "fleet.store.set";

    /// <summary>Takes a <see cref="StoreDelete"/>.</summary>
    public const string Delete = "fleet.store.delete";

    /// <summary>Takes a prefix; replies how many keys were deleted.</summary>
    public const string Clear = "fleet.store.clear";

    /// <summary>Takes a <see cref="StoreList"/>.</summary>
    public const string List = "fleet.store.list";

    /// <summary>Takes a <see cref="StoreIncrement"/>.</summary>
    public const string Increment = "fleet.store.increment";

    /// <summary>Takes a <see cref="StoreWatchBegin"/>.</summary>
    public const string Watch = "fleet.store.watch";

    /// <summary>Takes the number of a watch; replies whether there was one.</summary>
    public const string Unwatch = "fleet.store.unwatch";

    /// <summary>The event of a <see cref="StoreChangeOnWire"/>.</summary>
    public const string Change = "fleet.store.change";
}

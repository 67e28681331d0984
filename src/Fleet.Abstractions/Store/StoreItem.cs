namespace Fleet;

/// <summary>A key of the store and what stood there when it was read.</summary>
public abstract class StoreItem
{
    /// <summary>Makes the item.</summary>
    /// <param name="key">The key.</param>
    /// <param name="version">Its version; 0 where it is absent.</param>
    protected StoreItem(string key, long version)
    {
        Key = key;
        Version = version;
    }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>The version; 0 where the key is absent.</summary>
    public long Version { get; }

    /// <summary>Whether there is a value. Null, 0, false and empty ones are values.</summary>
    public bool Exists => Version != 0;

    /// <summary>How long the key had to live when the Admiral read it; null means for ever, or that it is absent.</summary>
    public virtual TimeSpan? TimeLeft => null;

    /// <summary>The value as a type of the caller's, mapped by member name.</summary>
    /// <param name="absent">What to return where there is no value.</param>
    /// <exception cref="FleetException">The value cannot be read as this type.</exception>
    public abstract T? Get<T>(T? absent = default);
}

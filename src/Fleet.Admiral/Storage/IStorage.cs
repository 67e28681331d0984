using Fleet.Planning.Storage;

namespace Fleet.Admiral.Storage;

/// <summary>
/// Where the store's values are. Every operation on one key happens at one instant between its call and its end, and every operation ends by itself, with a
/// <see cref="CommandException"/> where it cannot be done. Keys, times and counts are checked before.
/// </summary>
internal interface IStorage
{
    /// <summary>The time, by which entries end.</summary>
    DateTimeOffset Now { get; }

    /// <summary>What stands at a key; null where nothing does.</summary>
    ValueTask<StoredEntry?> GetAsync(string key);

    /// <summary>Writes a key; see <see cref="StoreBook.Set"/>.</summary>
    ValueTask<StoreOutcome> SetAsync(string key, StoredValue value, long? expected, TimeSpan? timeToLive);

    /// <summary>Deletes a key; see <see cref="StoreBook.Delete"/>.</summary>
    ValueTask<StoreOutcome> DeleteAsync(string key, long? expected);

    /// <summary>Deletes the keys that begin with a prefix, and returns how many there were.</summary>
    ValueTask<int> ClearAsync(string prefix);

    /// <summary>Adds to a number; see <see cref="StoreBook.Increment"/>.</summary>
    ValueTask<StoreOutcome> IncrementAsync(string key, long by, TimeSpan? timeToLive);

    /// <summary>The keys that begin with a prefix, in order; see <see cref="StoreBook.List"/>.</summary>
    ValueTask<StoreListing> ListAsync(string prefix, string? after, int most, int mostBytes);

    /// <summary>Tells a listener of every change that is made after this has ended, those of each key in their order, until the result is disposed.</summary>
    /// <param name="watched">The key or prefix.</param>
    /// <param name="isPrefix">Whether it is a prefix.</param>
    /// <param name="listener">Who is told.</param>
    ValueTask<IDisposable> WatchAsync(string watched, bool isPrefix, IStorageListener listener);
}

namespace Fleet;

/// <summary>
/// The fleet's central store: values by key that every worker sees and that outlive workers. It lives in the Admiral's memory, and ends with the Admiral.
/// </summary>
/// <remarks>
/// <para>
/// <b>Keys</b> are texts of 1 to 512 bytes of UTF-8; a prefix has 0 to 512, and the empty one means every key. <b>Values</b> are the author's own types, mapped
/// by member name like messages; null is a value too. The Admiral stores their bytes and never looks into them.
/// </para>
/// <para>
/// Every operation on one key happens at one instant between its call and its return (linearizable), also where several workers act at once. Nothing is
/// promised across keys. Each change of a key gives it a <b>version</b>, a number that only grows, also across deletion and re-creation; an absent key has version 0.
/// </para>
/// <para>
/// <b>Limits</b> (<c>store.maxValue</c>, <c>store.maxKeys</c>, <c>store.maxBytes</c>): a write that would exceed one is refused by <see cref="StoreException"/> and
/// changes nothing. Nothing is ever evicted to make room.
/// </para>
/// <para>
/// <b>Time to live</b>, 1 ms to 3650 days: the key is absent from that long after the write on. A write without one takes away the one before it.
/// </para>
/// <para>
/// Every member may also throw <see cref="CommandException"/>: the Admiral did not answer within <c>ipc.timeout</c>, or was not asked. Its
/// <see cref="CommandException.Execution"/> says whether the operation may have happened: after <see cref="CommandExecution.Unknown"/> (a timeout), read the key
/// before you write again, or use <see cref="CompareAndSetAsync{T}"/>, which does no harm twice; an increment sent again may count twice.
/// Keys and times that are out of range throw <see cref="ArgumentException"/>; nothing is sent.
/// </para>
/// </remarks>
public interface IFleetStore
{
    /// <summary>Reads a key.</summary>
    /// <returns>What stands there; <see cref="StoreItem.Exists"/> is false and the version 0 where nothing does.</returns>
    Task<StoreItem> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes a key, whatever stands there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value. Whole numbers (every integer type up to <see cref="long"/>) are kept as numbers, which <see cref="IncrementAsync"/> can add to.</param>
    /// <param name="timeToLive">After what time the key is absent; null means never.</param>
    /// <param name="cancellationToken">Ends the wait; whether the write happened is then unknown.</param>
    /// <returns>The key's new version.</returns>
    /// <exception cref="StoreException">The value or the store is too large; nothing has changed.</exception>
    Task<long> SetAsync<T>(string key, T value, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default);

    /// <summary>Writes a key if its version is still the one that the caller saw.</summary>
    /// <param name="key">The key.</param>
    /// <param name="version">The version that the key must have; 0 means that it must be absent.</param>
    /// <param name="value">The value.</param>
    /// <param name="timeToLive">After what time the key is absent; null means never.</param>
    /// <param name="cancellationToken">Ends the wait; whether the write happened is then unknown.</param>
    /// <returns>Whether it was written, and the key's version now.</returns>
    /// <exception cref="StoreException">The value or the store is too large; nothing has changed.</exception>
    Task<StoreWrite> CompareAndSetAsync<T>(string key, long version, T value, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a key.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Deletes a key if its version is still the one that the caller saw.</summary>
    /// <param name="key">The key.</param>
    /// <param name="version">The version that the key must have; at least 1.</param>
    /// <param name="cancellationToken">Ends the wait; whether the deletion happened is then unknown.</param>
    /// <returns>Whether it was deleted; and its version now, which is 0 where it is absent.</returns>
    Task<StoreWrite> CompareAndDeleteAsync(string key, long version, CancellationToken cancellationToken = default);

    /// <summary>Deletes every key that begins with a prefix.</summary>
    /// <param name="prefix">The prefix; empty means every key of the fleet.</param>
    /// <param name="cancellationToken">Ends the wait; whether the keys are deleted is then unknown.</param>
    /// <returns>How many there were.</returns>
    Task<int> ClearAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Reads the keys that begin with a prefix, one page at a time, in the order of their UTF-8 bytes.</summary>
    /// <param name="prefix">The prefix; empty means every key.</param>
    /// <param name="after">Where the page begins: behind this key. Null means at the first; see <see cref="StorePage.Next"/>.</param>
    /// <param name="limit">How many keys at most, 1 to 1000. A page may be shorter, because it must fit into one frame; what is in it is of one instant.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<StorePage> ListAsync(string prefix, string? after = null, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>Adds to a number. An absent key counts as 0.</summary>
    /// <param name="key">The key.</param>
    /// <param name="by">What to add; may be negative or 0.</param>
    /// <param name="timeToLive">Given to the key if this call creates it; a key that exists keeps its own, so that a count may stand for a time.</param>
    /// <param name="cancellationToken">Ends the wait; whether the number was changed is then unknown.</param>
    /// <returns>The number after it.</returns>
    /// <exception cref="StoreException">What stands there is not a number, the sum does not fit into 64 bits, or the store is full; nothing has changed.</exception>
    Task<long> IncrementAsync(string key, long by = 1, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default);

    /// <summary>Watches one key. See <see cref="IStoreWatch"/>.</summary>
    /// <returns>The watch, once the Admiral has acknowledged it: it has every change from then on.</returns>
    /// <exception cref="StoreException">This worker has too many watches.</exception>
    Task<IStoreWatch> WatchAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Watches every key that begins with a prefix. See <see cref="IStoreWatch"/>.</summary>
    /// <param name="prefix">The prefix; empty means every key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The watch, once the Admiral has acknowledged it: it has every change from then on.</returns>
    /// <exception cref="StoreException">This worker has too many watches.</exception>
    Task<IStoreWatch> WatchPrefixAsync(string prefix, CancellationToken cancellationToken = default);
}

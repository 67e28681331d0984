using System.Collections.Immutable;
using System.Text;

namespace Fleet.Planning.Storage;

/// <summary>
/// The store as one state machine: each operation is a function of what stands in it and of the time. Not safe for several threads; whoever holds it applies
/// one operation after the other, which is what makes the store linearizable.
/// </summary>
/// <remarks>
/// Every change takes the next number of one count for the whole store. So the version of a key only grows, also where it is deleted and comes again, and nothing
/// has to be kept of deleted keys.
/// </remarks>
public sealed class StoreBook(StoreLimits limits)
{
    /// <summary>How much an entry of a listing takes besides its key and value: the marks and numbers around them, at most.</summary>
    public const int EntryOverhead = 64;

    private readonly Dictionary<string, StoredEntry> _entries = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _keys = new(KeyOrder.Instance);
    private readonly SortedSet<(DateTimeOffset Due, string Key)> _due = new(DueOrder.Instance);
    private List<StoredChange> _changes = [];
    private long _lastVersion;
    private long _reads;
    private long _writes;
    private long _conflicts;
    private long _refused;
    private long _expired;

    /// <summary>How many keys there are, those included whose time is over and that were not looked at since.</summary>
    public int Count => _entries.Count;

    /// <summary>How many bytes the keys and values have.</summary>
    public long Bytes { get; private set; }

    /// <summary>When the next key's time is over; null where none has one.</summary>
    public DateTimeOffset? NextDue => _due.Count == 0 ? null : _due.Min.Due;

    /// <summary>How it stands, and what it did.</summary>
    public StoreStats Figures => new() { Keys = Count, Bytes = Bytes, Reads = _reads, Writes = _writes, Conflicts = _conflicts, Refused = _refused, Expired = _expired };

    /// <summary>Takes the changes since the last call, in the order in which they were made.</summary>
    public IReadOnlyList<StoredChange> TakeChanges()
    {
        if (_changes.Count == 0) return [];
        var taken = _changes;
        _changes = [];
        return taken;
    }

    /// <summary>Removes the keys whose time is over. Every other operation begins with it.</summary>
    public void Expire(DateTimeOffset now)
    {
        while (_due.Count > 0 && _due.Min is var (due, key) && due <= now)
        {
            _expired++;
            Remove(_entries[key], StoreChangeKind.Expired);
        }
    }

    /// <summary>What stands at a key; null where nothing does.</summary>
    public StoredEntry? Get(string key, DateTimeOffset now)
    {
        Expire(now);
        _reads++;
        return _entries.GetValueOrDefault(key);
    }

    /// <summary>Writes a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">What is to stand there.</param>
    /// <param name="expected">The version that the key must have, 0 for absent; null means any.</param>
    /// <param name="timeToLive">After what time it is absent; null means never.</param>
    /// <param name="now">The time.</param>
    public StoreOutcome Set(string key, StoredValue value, long? expected, TimeSpan? timeToLive, DateTimeOffset now)
    {
        Expire(now);
        _writes++;
        var present = _entries.GetValueOrDefault(key);
        var version = present?.Version ?? 0;
        if (expected is { } wanted && wanted != version) return Conflict(version);
        if (Refusal(key, value, present) is { } error) return Refused(error, version);
        return new StoreOutcome(null, true, Put(key, value, present, now + timeToLive));
    }

    /// <summary>Deletes a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">The version that the key must have; null means any.</param>
    /// <param name="now">The time.</param>
    public StoreOutcome Delete(string key, long? expected, DateTimeOffset now)
    {
        Expire(now);
        _writes++;
        if (!_entries.TryGetValue(key, out var present)) return default;
        if (expected is { } wanted && wanted != present.Version) return Conflict(present.Version);
        Remove(present, StoreChangeKind.Deleted);
        return new StoreOutcome(null, true, 0);
    }

    /// <summary>Deletes every key that begins with a prefix.</summary>
    /// <returns>How many there were.</returns>
    public int Clear(string prefix, DateTimeOffset now)
    {
        Expire(now);
        _writes++;
        var keys = From(prefix).TakeWhile(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        foreach (var key in keys) Remove(_entries[key], StoreChangeKind.Deleted);
        return keys.Count;
    }

    /// <summary>Adds to a number; an absent key counts as 0.</summary>
    /// <param name="key">The key.</param>
    /// <param name="by">What to add.</param>
    /// <param name="timeToLive">After what time the key is absent, if it was until now; one that exists keeps its own time.</param>
    /// <param name="now">The time.</param>
    public StoreOutcome Increment(string key, long by, TimeSpan? timeToLive, DateTimeOffset now)
    {
        Expire(now);
        _writes++;
        var present = _entries.GetValueOrDefault(key);
        var version = present?.Version ?? 0;
        if (present is { Value.IsNumber: false }) return Refused(StoreError.NotANumber, version);
        var number = present?.Value.Number ?? 0;
        if (by > 0 ? number > long.MaxValue - by : number < long.MinValue - by) return Refused(StoreError.Overflow, version);
        var sum = StoredValue.Of(number + by);
        if (Refusal(key, sum, present) is { } error) return Refused(error, version);
        return new StoreOutcome(null, true, Put(key, sum, present, present is null ? now + timeToLive : present.Due), sum.Number);
    }

    /// <summary>The keys that begin with a prefix, in order.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="after">The key behind which the listing begins; null means at the first.</param>
    /// <param name="most">The most keys.</param>
    /// <param name="mostBytes">The most bytes of keys, values and what is around them; the first key is listed whatever its length.</param>
    /// <param name="now">The time.</param>
    public StoreListing List(string prefix, string? after, int most, int mostBytes, DateTimeOffset now)
    {
        Expire(now);
        _reads++;
        var listed = ImmutableArray.CreateBuilder<StoredEntry>();
        long bytes = 0;
        var first = after is not null && KeyOrder.Instance.Compare(after, prefix) > 0 ? after : prefix;
        foreach (var key in From(first))
        {
            if (key == after) continue;
            if (!key.StartsWith(prefix, StringComparison.Ordinal)) break;
            var entry = _entries[key];
            bytes += SizeOf(key, entry.Value) + EntryOverhead;
            if (listed.Count > 0 && (listed.Count == most || bytes > mostBytes)) return new StoreListing(listed.ToImmutable(), listed[^1].Key);
            listed.Add(entry);
        }

        return new StoreListing(listed.ToImmutable(), null);
    }

    private StoreOutcome Conflict(long version)
    {
        _conflicts++;
        return new StoreOutcome(null, false, version);
    }

    private StoreOutcome Refused(StoreError error, long version)
    {
        _refused++;
        return StoreOutcome.Refused(error, version);
    }

    private static long SizeOf(string key, StoredValue value) => Encoding.UTF8.GetByteCount(key) + value.Length;

    private IEnumerable<string> From(string first) =>
        _keys.Max is { } last && KeyOrder.Instance.Compare(first, last) <= 0 ? _keys.GetViewBetween(first, last) : [];

    private StoreError? Refusal(string key, StoredValue value, StoredEntry? present)
    {
        if (value.Length > limits.ValueBytes && !value.IsNumber) return StoreError.ValueTooLarge;
        if (present is null && _entries.Count >= limits.Keys) return StoreError.TooManyKeys;
        var bytes = Bytes + SizeOf(key, value) - (present is null ? 0 : SizeOf(key, present.Value));
        return bytes > limits.TotalBytes ? StoreError.TooManyBytes : null;
    }

    private long Put(string key, StoredValue value, StoredEntry? present, DateTimeOffset? due)
    {
        if (present is null) _keys.Add(key);
        else Forget(present);
        var entry = new StoredEntry(key, value, ++_lastVersion, due);
        _entries[key] = entry;
        Bytes += SizeOf(key, value);
        if (due is { } at) _due.Add((at, key));
        _changes.Add(new StoredChange(StoreChangeKind.Set, key, entry.Version, entry));
        return entry.Version;
    }

    private void Remove(StoredEntry entry, StoreChangeKind why)
    {
        Forget(entry);
        _entries.Remove(entry.Key);
        _keys.Remove(entry.Key);
        _changes.Add(new StoredChange(why, entry.Key, ++_lastVersion, null));
    }

    private void Forget(StoredEntry entry)
    {
        Bytes -= SizeOf(entry.Key, entry.Value);
        if (entry.Due is { } at) _due.Remove((at, entry.Key));
    }

    private sealed class DueOrder : IComparer<(DateTimeOffset Due, string Key)>
    {
        public static DueOrder Instance { get; } = new();

        public int Compare((DateTimeOffset Due, string Key) x, (DateTimeOffset Due, string Key) y) =>
            x.Due.CompareTo(y.Due) is var order and not 0 ? order : string.CompareOrdinal(x.Key, y.Key);
    }
}

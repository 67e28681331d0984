using System.Text;
using Fleet.Planning.Storage;

namespace Fleet.Planning.Tests.Storage;

/// <summary>The store as simply as it can be said: a list of rows that is searched from end to end.</summary>
internal sealed class StoreModel(StoreLimits limits)
{
    private readonly List<Row> _rows = [];
    private long _version;

    public List<string> Changes { get; } = [];

    public string Get(string key, DateTimeOffset now)
    {
        Expire(now);
        return Find(key) is { } row ? $"{row.Text} v{row.Version} until {row.Due:O}" : "absent";
    }

    public string Set(string key, StoredValue value, long? expected, TimeSpan? life, DateTimeOffset now)
    {
        Expire(now);
        var version = Find(key)?.Version ?? 0;
        if (expected is not null && expected != version) return $"not done v{version}";
        if (!value.IsNumber && value.Length > limits.ValueBytes) return $"{StoreError.ValueTooLarge} v{version}";
        if (Room(key, value) is { } error) return $"{error} v{version}";
        return $"done v{Put(key, value, now + life)}";
    }

    public string Delete(string key, long? expected, DateTimeOffset now)
    {
        Expire(now);
        if (Find(key) is not { } row) return "not done v0";
        if (expected is not null && expected != row.Version) return $"not done v{row.Version}";
        Remove(row, StoreChangeKind.Deleted);
        return "done v0";
    }

    public string Clear(string prefix, DateTimeOffset now)
    {
        Expire(now);
        var gone = Sorted().Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        foreach (var row in gone) Remove(row, StoreChangeKind.Deleted);
        return $"{gone.Count}";
    }

    public string Increment(string key, long by, TimeSpan? life, DateTimeOffset now)
    {
        Expire(now);
        var row = Find(key);
        var version = row?.Version ?? 0;
        if (row is { Value.IsNumber: false }) return $"{StoreError.NotANumber} v{version}";
        var sum = (Int128)(row?.Value.Number ?? 0) + by;
        if (sum > long.MaxValue || sum < long.MinValue) return $"{StoreError.Overflow} v{version}";
        var value = StoredValue.Of((long)sum);
        if (Room(key, value) is { } error) return $"{error} v{version}";
        return $"done v{Put(key, value, row is null ? now + life : row.Due)} = {sum}";
    }

    public string List(string prefix, string? after, int most, DateTimeOffset now)
    {
        Expire(now);
        var rest = Sorted().Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal) && (after is null || Order(row.Key, after) > 0)).ToList();
        return $"{string.Join(' ', rest.Take(most).Select(row => row.Key))}{(rest.Count > most ? " …" : "")}";
    }

    private static int Order(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));

    private Row? Find(string key) => _rows.SingleOrDefault(row => row.Key == key);

    private IEnumerable<Row> Sorted() => _rows.Order(Comparer<Row>.Create((a, b) => Order(a.Key, b.Key)));

    private StoreError? Room(string key, StoredValue value)
    {
        var others = _rows.Where(row => row.Key != key).ToList();
        if (others.Count == _rows.Count && _rows.Count == limits.Keys) return StoreError.TooManyKeys;
        return others.Sum(row => row.Size) + new Row(key, value, 0, null).Size > limits.TotalBytes ? StoreError.TooManyBytes : null;
    }

    private long Put(string key, StoredValue value, DateTimeOffset? due)
    {
        _rows.RemoveAll(row => row.Key == key);
        _rows.Add(new Row(key, value, ++_version, due));
        Changes.Add($"Set {key} v{_version}");
        return _version;
    }

    private void Remove(Row row, StoreChangeKind why)
    {
        _rows.Remove(row);
        Changes.Add($"{why} {row.Key} v{++_version}");
    }

    private void Expire(DateTimeOffset now)
    {
        foreach (var row in _rows.Where(row => row.Due <= now).OrderBy(row => row.Due).ThenBy(row => row.Key, StringComparer.Ordinal).ToList()) Remove(row, StoreChangeKind.Expired);
    }

    private sealed record Row(string Key, StoredValue Value, long Version, DateTimeOffset? Due)
    {
        public int Size => Encoding.UTF8.GetByteCount(Key) + (Value.Bytes?.Length ?? 8);

        public string Text => Value.Bytes is { } bytes ? $"{bytes.Length} bytes" : $"{Value.Number}";
    }
}

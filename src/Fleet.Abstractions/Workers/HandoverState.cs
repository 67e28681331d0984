namespace Fleet;

/// <summary>
/// What a worker leaves to its successor: named values of the author's own plain types. They travel by MessagePack, member by member,
/// so the successor's types need only have members of the same names.
/// </summary>
public sealed class HandoverState
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly Func<string, Type, IEnumerable<object?>>? _read;

    /// <summary>An empty state, to be filled by <see cref="Set{T}"/>.</summary>
    public HandoverState()
    {
    }

    // A state that arrived: a value is decoded when it is asked for, since only then its type is known.
    internal HandoverState(Func<string, Type, IEnumerable<object?>> read) => _read = read;

    internal IReadOnlyDictionary<string, object?> Values => _values;

    /// <summary>Puts a value in. All values together must fit into one frame (1 MiB unless configured otherwise).</summary>
    /// <returns>This state.</returns>
    public HandoverState Set<T>(string key, T value)
    {
        _values[key] = value;
        return this;
    }

    /// <summary>Takes a value out.</summary>
    /// <param name="key">The name it was put in by.</param>
    /// <param name="missing">What to return where there is no such value.</param>
    public T? Get<T>(string key, T? missing = default)
    {
        if (_values.TryGetValue(key, out var value)) return (T?)value;
        if (_read is null) return missing;
        foreach (var read in _read(key, typeof(T))) return (T?)read;
        return missing;
    }

    /// <summary>
    /// Takes a value out of every predecessor's state. There are several after a reshard that gave this worker shards or channels of several workers; that of the worker
    /// which had this slot comes first, if it is one of them.
    /// </summary>
    /// <param name="key">The name it was put in by.</param>
    public IReadOnlyList<T?> GetAll<T>(string key)
    {
        if (_values.TryGetValue(key, out var value)) return [(T?)value];
        return _read is null ? [] : [.. _read(key, typeof(T)).Select(read => (T?)read)];
    }
}

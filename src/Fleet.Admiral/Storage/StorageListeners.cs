using Fleet.Planning.Storage;

namespace Fleet.Admiral.Storage;

/// <summary>Who listens to which keys. For one thread at a time.</summary>
internal sealed class StorageListeners
{
    private readonly Dictionary<string, List<IStorageListener>> _ofKeys = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, IStorageListener Listener)> _ofPrefixes = [];

    public void Add(string watched, bool isPrefix, IStorageListener listener)
    {
        if (isPrefix) _ofPrefixes.Add((watched, listener));
        else if (_ofKeys.TryGetValue(watched, out var present)) present.Add(listener);
        else _ofKeys.Add(watched, [listener]);
    }

    public void Remove(string watched, bool isPrefix, IStorageListener listener)
    {
        if (isPrefix) _ofPrefixes.Remove((watched, listener));
        else if (_ofKeys.TryGetValue(watched, out var present) && present.Remove(listener) && present.Count == 0) _ofKeys.Remove(watched);
    }

    public void Tell(StoredChange change)
    {
        if (_ofKeys.TryGetValue(change.Key, out var listeners))
            foreach (var listener in listeners) listener.OnChange(change);
        foreach (var (prefix, listener) in _ofPrefixes)
            if (change.Key.StartsWith(prefix, StringComparison.Ordinal)) listener.OnChange(change);
    }
}

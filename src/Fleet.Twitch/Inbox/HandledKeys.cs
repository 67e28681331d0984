namespace Fleet.Twitch.Inbox;

/// <summary>Which messages were handled in the last while; bounded in time and in number. Not safe for use by several threads.</summary>
internal sealed class HandledKeys(TimeSpan window, int limit)
{
    private readonly HashSet<MessageKey> _keys = [];
    private readonly Queue<(MessageKey Key, TimeSpan When)> _order = new();
    private TimeSpan _forgotten = TimeSpan.MinValue;

    /// <summary>The keys, oldest first.</summary>
    public IEnumerable<MessageKey> Keys => _order.Select(entry => entry.Key);

    /// <summary>How many there are.</summary>
    public int Count => _order.Count;

    /// <summary>Whether a message was handled.</summary>
    public bool Contains(MessageKey key) => _keys.Contains(key);

    /// <summary>Remembers a message; a key that is known already keeps its place.</summary>
    public void Add(MessageKey key, TimeSpan now)
    {
        if (!key.IsKnown || !_keys.Add(key)) return;
        _order.Enqueue((key, now));
        if (_order.Count > limit)
        {
            _forgotten = _order.Peek().When;
            Forget();
        }
    }

    /// <summary>Forgets what is older than the window.</summary>
    public void Prune(TimeSpan now)
    {
        while (_order.TryPeek(out var oldest) && now - oldest.When > window) Forget();
    }

    /// <summary>How far back the memory reaches: the window, unless the number of keys cut it short.</summary>
    public TimeSpan Reach(TimeSpan now) =>
        _forgotten == TimeSpan.MinValue || now - _forgotten > window ? window : now - _forgotten;

    private void Forget() => _keys.Remove(_order.Dequeue().Key);
}

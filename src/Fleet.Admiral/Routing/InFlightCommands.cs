namespace Fleet.Admiral.Routing;

/// <summary>
/// The commands that one worker has in hand: who asked, and under which number. A slot of the table is found by its index, and a number of the
/// slot's uses guards it from a late reply to an earlier command. Nothing is allocated per command.
/// </summary>
/// <param name="most">How many commands there may be.</param>
/// <param name="mostOfOne">How many of them may be of one asker, so that one that asks without end leaves room for the others.</param>
internal sealed class InFlightCommands(int most, int mostOfOne)
{
    private static readonly object ThisProgram = new();

    private readonly Lock _lock = new();

    // By link, and all that nobody but this program asks as one.
    private readonly Dictionary<object, Share> _shares = [];
    private Share _last = new(ThisProgram);
    private Entry[] _entries = new Entry[Math.Min(most, 64)];
    private int _used;
    private int _firstFree = -1;
    private int _count;
    private bool _closed;

    /// <summary>How many commands the worker has in hand.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Remembers a command.</summary>
    /// <param name="asker">Who asked, by what number, in what form.</param>
    /// <param name="expiresAt">When the asker no longer waits, on the clock that <see cref="Sweep"/> is given.</param>
    /// <param name="correlation">The number for the worker.</param>
    public InFlightStatus TryAdd(Asker asker, long expiresAt, out ulong correlation)
    {
        correlation = 0;
        lock (_lock)
        {
            if (_closed) return InFlightStatus.Closed;
            var share = ShareOf_NeedsLock(asker);
            if (share.Count == mostOfOne || !TryTakeFree_NeedsLock(out var index)) return InFlightStatus.Full;
            share.Count++;
            ref var entry = ref _entries[index];
            entry.Share = share;
            entry.Asker = asker;
            entry.ExpiresAt = expiresAt;
            entry.InUse = true;
            _count++;
            correlation = ((ulong)entry.Uses << 32) | (uint)index;
            return InFlightStatus.Added;
        }
    }

    /// <summary>Takes a command out.</summary>
    /// <returns>False where the number is of no command in hand: answered before, expired, or invented.</returns>
    public bool TryTake(ulong correlation, out Asker asker)
    {
        asker = default;
        var index = (uint)correlation;
        lock (_lock)
        {
            if (index >= (uint)_used) return false;
            ref var entry = ref _entries[index];
            if (!entry.InUse || entry.Uses != (uint)(correlation >> 32)) return false;
            asker = entry.Asker;
            Free_NeedsLock((int)index);
            return true;
        }
    }

    /// <summary>Takes all commands out, and refuses new ones from here on.</summary>
    public List<Asker> Close()
    {
        lock (_lock)
        {
            _closed = true;
            var askers = new List<Asker>(_count);
            for (var i = 0; i < _used; i++)
            {
                if (!_entries[i].InUse) continue;
                askers.Add(_entries[i].Asker);
                Free_NeedsLock(i);
            }

            return askers;
        }
    }

    /// <summary>Forgets commands whose askers no longer wait; they have told themselves.</summary>
    /// <returns>How many.</returns>
    public int Sweep(long now)
    {
        var forgotten = 0;
        lock (_lock)
        {
            for (var i = 0; i < _used; i++)
            {
                if (!_entries[i].InUse || _entries[i].ExpiresAt > now) continue;
                Free_NeedsLock(i);
                forgotten++;
            }

            // One with nothing in hand is kept until here, or each command of a quiet asker would put it in and take it out.
            foreach (var (asker, share) in _shares)
                if (share.Count == 0) _shares.Remove(asker);
            _last = new Share(ThisProgram);
        }

        return forgotten;
    }

    private Share ShareOf_NeedsLock(Asker asker)
    {
        var key = asker.Link ?? ThisProgram;
        // Commands come in runs of one asker.
        if (_last.Asker == key && _last.Count > 0) return _last;
        if (!_shares.TryGetValue(key, out var share)) _shares[key] = share = new Share(key);
        return _last = share;
    }

    private bool TryTakeFree_NeedsLock(out int index)
    {
        index = _firstFree;
        if (index >= 0)
        {
            _firstFree = _entries[index].NextFree;
            return true;
        }

        if (_used == most) return false;
        if (_used == _entries.Length) Array.Resize(ref _entries, Math.Min(most, _entries.Length * 2));
        index = _used++;
        return true;
    }

    private void Free_NeedsLock(int index)
    {
        ref var entry = ref _entries[index];
        entry.Share!.Count--;
        entry.Share = null;
        entry.Asker = default;
        entry.InUse = false;
        entry.Uses++;
        entry.NextFree = _firstFree;
        _firstFree = index;
        _count--;
    }

    /// <summary>How many commands one asker has here.</summary>
    private sealed class Share(object asker)
    {
        public object Asker => asker;

        public int Count { get; set; }
    }

    private struct Entry
    {
        public Asker Asker;
        public Share? Share;
        public long ExpiresAt;
        public uint Uses;
        public int NextFree;
        public bool InUse;
    }
}

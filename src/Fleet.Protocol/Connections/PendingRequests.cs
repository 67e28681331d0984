namespace Fleet.Protocol.Connections;

/// <summary>
/// The requests of one link that wait for their reply: a bounded table of slots, no dictionary, no timer per request.
/// A correlation is the slot's index with the slot's generation above it, so a late reply never meets the slot's next
/// request. The owner calls <see cref="Sweep"/> every 100 ms or so; deadlines are as exact as that. Thread-safe;
/// callbacks run on the calling thread, outside the lock.
/// </summary>
/// <typeparam name="TReply">What a reply is for the link; may hold spans.</typeparam>
public sealed class PendingRequests<TReply>
    where TReply : allows ref struct
{
    /// <summary>Requests in flight when nothing is configured: at 10 µs each, what a peer answers within 10 ms.</summary>
    public const int DefaultCapacity = 1024;

    /// <summary>The largest capacity: fourteen bits of a correlation.</summary>
    public const int MaxCapacity = 1 << IndexBits;

    private const int IndexBits = 14;
    private const int None = -1;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Slot[] _slots;
    private int _firstFree;
    private int _count;
    private bool _ended;
    private long _lateReplies;
    private long _timedOut;
    private long _refused;

    /// <summary>Creates an empty table.</summary>
    /// <param name="time">The clock of the deadlines.</param>
    /// <param name="capacity">Requests in flight at most, 1 to 16,384.</param>
    public PendingRequests(TimeProvider time, int capacity = DefaultCapacity)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MaxCapacity);
        _time = time;
        _slots = new Slot[capacity];
        for (int i = 0; i < capacity; i++)
            _slots[i] = new Slot { Generation = 1, NextFree = i + 1 < capacity ? i + 1 : None };
    }

    /// <summary>Requests in flight.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Requests in flight at most.</summary>
    public int Capacity => _slots.Length;

    /// <summary>Replies that met no request: it had timed out, was cancelled, or never was.</summary>
    public long LateReplies => Volatile.Read(ref _lateReplies);

    /// <summary>Requests that met their deadline.</summary>
    public long TimedOut => Volatile.Read(ref _timedOut);

    /// <summary>Requests not taken because the table was full.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Takes a request in, before its frame is sent.</summary>
    /// <param name="request">Told of its end, once.</param>
    /// <param name="limit">How long the reply may take.</param>
    /// <param name="correlation">The number to send with the request; never 0.</param>
    public PendingStatus TryAdd(IPendingRequest<TReply> request, TimeSpan limit, out ulong correlation)
    {
        ArgumentNullException.ThrowIfNull(request);
        long deadline = _time.GetTimestamp() + (long)(limit.TotalSeconds * _time.TimestampFrequency);
        lock (_gate)
        {
            correlation = 0;
            if (_ended)
                return PendingStatus.Ended;
            if (_firstFree == None)
            {
                _refused++;
                return PendingStatus.Busy;
            }

            int index = _firstFree;
            ref Slot slot = ref _slots[index];
            _firstFree = slot.NextFree;
            slot.Request = request;
            slot.Deadline = deadline;
            _count++;
            correlation = (slot.Generation << IndexBits) | (uint)index;
            return PendingStatus.Added;
        }
    }

    /// <summary>Brings a reply to its request.</summary>
    /// <returns>False when nobody waits for it any more (counted).</returns>
    public bool Reply(ulong correlation, TReply reply)
    {
        if (Take(correlation) is not { } request)
        {
            Interlocked.Increment(ref _lateReplies);
            return false;
        }

        request.OnReply(reply);
        return true;
    }

    /// <summary>
    /// Takes a request out without a call to it: the caller gave up, or the frame could not be sent.
    /// </summary>
    /// <returns>True when this call ended it; false when it has ended already.</returns>
    public bool Cancel(ulong correlation) => Take(correlation) is not null;

    /// <summary>Ends every request whose deadline has passed.</summary>
    /// <returns>How many.</returns>
    public int Sweep()
    {
        if (Count == 0)
            return 0;
        List<IPendingRequest<TReply>> expired = TakeWhere(_time.GetTimestamp());
        Interlocked.Add(ref _timedOut, expired.Count);
        foreach (IPendingRequest<TReply> request in expired)
            request.OnTimedOut();
        return expired.Count;
    }

    /// <summary>Ends every request because the link is gone, and refuses new ones.</summary>
    /// <returns>How many.</returns>
    public int LoseAll()
    {
        lock (_gate)
            _ended = true;
        List<IPendingRequest<TReply>> lost = TakeWhere(long.MaxValue);
        foreach (IPendingRequest<TReply> request in lost)
            request.OnLost();
        return lost.Count;
    }

    private IPendingRequest<TReply>? Take(ulong correlation)
    {
        int index = (int)(correlation & (MaxCapacity - 1));
        if (index >= _slots.Length)
            return null;
        lock (_gate)
        {
            ref Slot slot = ref _slots[index];
            return slot.Request is not null && slot.Generation == correlation >> IndexBits ? Free(index) : null;
        }
    }

    private List<IPendingRequest<TReply>> TakeWhere(long deadlineUpTo)
    {
        List<IPendingRequest<TReply>> taken = [];
        lock (_gate)
        {
            for (int i = 0; i < _slots.Length; i++)
            {
                if (_slots[i].Request is not null && _slots[i].Deadline <= deadlineUpTo)
                    taken.Add(Free(i));
            }
        }

        return taken;
    }

    private IPendingRequest<TReply> Free(int index)
    {
        ref Slot slot = ref _slots[index];
        IPendingRequest<TReply> request = slot.Request!;
        slot.Request = null;
        slot.Generation++;
        slot.NextFree = _firstFree;
        _firstFree = index;
        _count--;
        return request;
    }

    private struct Slot
    {
        public IPendingRequest<TReply>? Request;
        public ulong Generation;
        public long Deadline;
        public int NextFree;
    }
}

using Fleet.Protocol.Connections;

namespace Fleet.Worker.Messaging;

/// <summary>
/// What has arrived for this worker and is not yet dispatched. The link's reader puts whole batches in;
/// a drainer on the thread pool takes them out, one after the other, so handlers start in the order of arrival.
/// </summary>
/// <remarks>
/// Handlers and the continuations of answered commands run on the drainer itself, which saves a hop per message. The price is that the bot's code can block it.
/// <see cref="RelieveStuckDrainer"/>, called by the heartbeat thread, then puts a new drainer in its place: the old one, when it comes back, finds itself replaced
/// and ends. It is replaced only while it is inside the bot's code (two looks in a row at the same turn), so no later handler can start before an earlier one
/// has. (Of two handlers of one event the second waits for the first, so there it may.)
/// <para>
/// The reader waits only while more than a bound lies here (<see cref="WaitForRoom"/>): a bot that is slower than its messages then fills the Admiral's queue for it,
/// which is where messages are dropped, counted and told of. A bot that takes nothing at all loses its link to the Admiral's stall limit.
/// </para>
/// </remarks>
internal sealed class Inbox
{
    // Each replacement costs a blocked thread of the pool. A bot that blocks so many at once is not helped by one more.
    private const int MostReplacements = 64;

    // A few seconds of a flood; the Admiral's queue for a worker has half as much.
    private const int MostBytesWaiting = 16 * 1024 * 1024;

    // A monitor, not a Lock: the reader waits on it.
    private readonly object _lock = new();
    private readonly int _mostWaiting;
    private readonly IFrameDispatcher _dispatcher;
    private readonly TimeProvider _time;
    private FrameBuffer _filling = new();
    private FrameBuffer _draining = new();
    private InboxDrainer? _current;
    private InboxDrainer? _suspect;
    private long _suspectTurn;
    private long _waitingSince;
    private int _blockedDrainers;
    private bool _abandoned;
    private bool _readerWaits;

    public Inbox(IFrameDispatcher dispatcher, TimeProvider time, int mostWaiting = MostBytesWaiting)
    {
        _mostWaiting = mostWaiting;
        _dispatcher = dispatcher;
        _time = time;
    }

    /// <summary>How often a drainer was found blocked by the bot's code and replaced.</summary>
    public long Replacements { get; private set; }

    /// <summary>How long the oldest frame has waited.</summary>
    public TimeSpan Delay
    {
        get
        {
            lock (_lock) return Backlog_NeedsLock ? _time.GetElapsedTime(_waitingSince) : TimeSpan.Zero;
        }
    }

    private int Waiting_NeedsLock => _filling.Waiting + _draining.Waiting;

    private bool Backlog_NeedsLock => !_filling.IsEmpty || !_draining.IsEmpty;

    /// <summary>Puts a frame in; the drainer is not yet woken.</summary>
    /// <param name="frame">The frame; copied.</param>
    public void Add(ReadOnlySpan<byte> frame)
    {
        lock (_lock)
        {
            if (!Backlog_NeedsLock) _waitingSince = _time.GetTimestamp();
            _filling.Add(frame);
        }
    }

    /// <summary>Blocks while the bot is too far behind. For the link's reader, between two batches.</summary>
    public void WaitForRoom()
    {
        lock (_lock)
        {
            while (!_abandoned && Waiting_NeedsLock > _mostWaiting)
            {
                _readerWaits = true;
                Monitor.Wait(_lock);
            }
        }
    }

    /// <summary>The link ends: nobody has to wait any more.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _abandoned = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Wakes the drainer, if it sleeps.</summary>
    public void Wake()
    {
        InboxDrainer drainer;
        lock (_lock)
        {
            if (_current is not null || !Backlog_NeedsLock) return;
            drainer = _current = new InboxDrainer(this);
        }

        ThreadPool.UnsafeQueueUserWorkItem(drainer, preferLocal: false);
    }

    /// <summary>Replaces the drainer where the bot's code blocks it while frames wait. To be called every now and then from one thread.</summary>
    public void RelieveStuckDrainer()
    {
        InboxDrainer replacement;
        lock (_lock)
        {
            var current = _current;
            if (current is null || !current.InBotCode || !Backlog_NeedsLock)
            {
                _suspect = null;
                return;
            }

            var turn = current.Turns;
            if (_suspect != current || _suspectTurn != turn)
            {
                _suspect = current;
                _suspectTurn = turn;
                return;
            }

            if (_blockedDrainers >= MostReplacements) return;
            _blockedDrainers++;
            Replacements++;
            _suspect = null;
            replacement = _current = new InboxDrainer(this);
        }

        ThreadPool.UnsafeQueueUserWorkItem(replacement, preferLocal: false);
    }

    internal void Drain(InboxDrainer drainer)
    {
        while (DrainBatch(drainer))
        {
            // What one batch sent goes out before the next begins: under a steady load the inbox may never be empty.
        }
    }

    internal void Release(FrameBuffer buffer)
    {
        lock (_lock) buffer.Readers--;
    }

    // Returns whether this drainer is to go on with another batch.
    private bool DrainBatch(InboxDrainer drainer)
    {
        using var batch = FlushBatch.Begin();
        for (var first = true; ; first = false)
        {
            FrameBuffer buffer;
            ReadOnlyMemory<byte> frame;
            lock (_lock)
            {
                if (_current != drainer)
                {
                    _blockedDrainers--;
                    return false;
                }

                if (!first && _draining.IsEmpty && !_filling.IsEmpty) return true;
                if (!TryTake_NeedsLock(out buffer, out frame))
                {
                    _current = null;
                    return false;
                }
            }

            drainer.BeginTurn();
            var turn = new DispatchTurn(this, drainer, buffer);
            try
            {
                _dispatcher.Dispatch(frame.Span, ref turn);
            }
            finally
            {
                turn.End();
            }
        }
    }

    private bool TryTake_NeedsLock(out FrameBuffer buffer, out ReadOnlyMemory<byte> frame)
    {
        if (_draining.IsEmpty)
        {
            if (_filling.IsEmpty)
            {
                buffer = _draining;
                frame = default;
                return false;
            }

            // A drainer that was replaced in the middle of decoding still reads the old array: it keeps it, and we take a new one.
            var emptied = _draining;
            if (emptied.Readers > 0) emptied = new FrameBuffer();
            else emptied.Reset();
            _draining = _filling;
            _filling = emptied;
            _waitingSince = _time.GetTimestamp();
        }

        buffer = _draining;
        frame = buffer.Take();
        buffer.Readers++;
        if (_readerWaits && Waiting_NeedsLock <= _mostWaiting)
        {
            _readerWaits = false;
            Monitor.PulseAll(_lock);
        }

        return true;
    }
}

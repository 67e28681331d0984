using Fleet.Protocol.Connections;

namespace Fleet.Worker.Messaging;

/// <summary>
/// What has arrived for this worker and is not yet dispatched. The link's reader puts whole batches in;
/// a drainer on the thread pool takes them out, one after the other, so handlers start in the order of arrival.
/// </summary>
/// <remarks>
/// Handlers and the continuations of answered commands run on the drainer itself, which saves a hop per message. The price is that the bot's code can block it.
/// <see cref="RelieveStuckDrainer"/>, called by the heartbeat thread, then puts a new drainer in its place: the old one, when it comes back, finds itself replaced
/// and ends. It is replaced only while it is inside the bot's code (two looks in a row at the same turn), and waits there or computes, so no later handler can
/// start before an earlier one has. (Of two handlers of one event the second waits for the first, so there it may.)
/// <para>
/// The lock guards the buffer that is filled and who drains; the buffer that is drained belongs to the drainer (see <see cref="InboxDrainer"/>).
/// </para>
/// <para>
/// The reader waits only while more than a bound lies here (<see cref="WaitForRoom"/>): a bot that is slower than its messages then fills the Admiral's queue for it,
/// which is where messages are dropped, counted and told of. A bot that takes nothing at all loses its link to the Admiral's stall limit.
/// </para>
/// </remarks>
internal sealed class Inbox
{
    // Each replacement costs a blocked thread of the pool. A bot that blocks so many at once is not helped by one more.
    private const int MostReplacements = 64;

    // Processor time of one turn from which on others need not wait for it, in hundredths of a second.
    private const long LongTurn = 10;

    // A few seconds of a flood, and as much again may lie in the buffer that is drained; the Admiral's queue for a worker has as much.
    private const int MostBytesWaiting = 8 * 1024 * 1024;

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
    private OsThreadActivity? _suspectSeen;
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
            while (!_abandoned && _filling.Waiting > _mostWaiting)
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
            var state = current?.State ?? DrainerState.Dispatching;
            if (current is null || state is not (DrainerState.InBotCode or DrainerState.InBotCodeWithFrame) || !Backlog_NeedsLock)
            {
                _suspect = null;
                return;
            }

            var turn = current.Turns;
            var seen = current.Look();
            if (_suspect != current || _suspectTurn != turn)
            {
                _suspect = current;
                _suspectTurn = turn;
                _suspectSeen = seen;
                return;
            }

            var stuck = IsStuck(_suspectSeen, seen);
            // Processor time counts from the first look on, waiting from look to look.
            if (seen is { } now && _suspectSeen is { } before) _suspectSeen = before with { IsWaiting = now.IsWaiting };
            if (!stuck) return;

            // A drainer that has come back meanwhile keeps its place. One that is in the next turn's code already may lose it for nothing, which costs a thread.
            if (_blockedDrainers >= MostReplacements || !current.TryReplace(state)) return;
            if (state == DrainerState.InBotCodeWithFrame) _draining.IsLent = true;
            _blockedDrainers++;
            Replacements++;
            _suspect = null;
            replacement = _current = new InboxDrainer(this);
        }

        ThreadPool.UnsafeQueueUserWorkItem(replacement, preferLocal: false);
    }

    /// <summary>
    /// Whether a thread that was seen twice in the same turn is held up by the bot's code: it waits for something, or computes. One that only waits for a
    /// processor, on a machine with more work than it has, is not: later handlers would overtake the one that it is about to finish.
    /// </summary>
    internal static bool IsStuck(OsThreadActivity? first, OsThreadActivity? second) =>
        first is not { } before || second is not { } now || (before.IsWaiting && now.IsWaiting) || now.CpuTicks - before.CpuTicks >= LongTurn;

    internal void Drain(InboxDrainer drainer)
    {
        while (DrainBatch(drainer))
        {
            // What one batch sent goes out before the next begins: under a steady load the inbox may never be empty.
        }
    }

    // Returns whether this drainer is to go on with another batch.
    private bool DrainBatch(InboxDrainer drainer)
    {
        using var batch = FlushBatch.Begin();
        if (_draining.IsEmpty && !TrySwap()) return false;
        while (!_draining.IsEmpty)
        {
            drainer.BeginTurn();
            var turn = new DispatchTurn(drainer);
            _dispatcher.Dispatch(_draining.Take().Span, ref turn);
            drainer.LeaveBotCode();
            if (!drainer.IsReplaced) continue;
            lock (_lock) _blockedDrainers--;
            return false;
        }

        return true;
    }

    // Only by the drainer, when it has emptied its buffer. False ends it.
    private bool TrySwap()
    {
        lock (_lock)
        {
            if (_filling.IsEmpty)
            {
                _current = null;
                return false;
            }

            // A drainer that was replaced in the middle of decoding still reads the old array: it keeps it, and we take a new one.
            var emptied = _draining;
            if (emptied.IsLent) emptied = new FrameBuffer();
            else emptied.Reset();
            _draining = _filling;
            _filling = emptied;
            _waitingSince = _time.GetTimestamp();
            if (_readerWaits) Monitor.PulseAll(_lock);
            _readerWaits = false;
            return true;
        }
    }
}

using System.Diagnostics;
using System.Net.Sockets;
using Fleet.Protocol.Framing;

namespace Fleet.Protocol.Connections;

/// <summary>
/// The sending half of a connection: many producers, one outbox, one sender at a time. The thread that flushes sends
/// itself, without blocking; what the kernel does not take at once goes to a writer thread, which is started when first
/// needed and may block. So no producer ever waits in a system call: two full peers could not free each other.
/// </summary>
internal sealed class FrameSender : IDisposable
{
    /// <summary>
    /// Bytes that one caller sends before it leaves the rest to the writer: others may append as fast as it sends, and
    /// it must get back to its own work.
    /// </summary>
    private const int InlineBudgetBytes = 512 * 1024;

    /// <summary>A producer that flushes again within 20 µs is looping: from then on the writer collects its frames.</summary>
    private static readonly long LoopingTicks = Stopwatch.Frequency * 20 / 1_000_000;

    // A monitor, not a Lock: the writer waits on it.
    private readonly object _gate = new();
    private readonly Outbox _outbox = new();
    private readonly StallWatch _stallWatch;
    private readonly Socket _socket;
    private readonly ConnectionOptions _options;
    private readonly bool _canSendInline;
    private readonly Action<bool> _onBroken;
    private readonly Action _onStalled;

    private Turn _turn;
    private bool _refusing;
    private bool _ended;
    private bool _writerRuns;
    private long _lastTurnEnded;
    private long _framesOut;
    private long _bytesOut;
    private long _refused;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _drained;

    /// <param name="socket">The connected socket, not owned.</param>
    /// <param name="options">The bounds and the clock.</param>
    /// <param name="onBroken">The socket refused to send; the argument says whether because the peer is gone.</param>
    /// <param name="onStalled">The peer takes nothing.</param>
    public FrameSender(Socket socket, ConnectionOptions options, Action<bool> onBroken, Action onStalled)
    {
        _socket = socket;
        _options = options;
        _onBroken = onBroken;
        _onStalled = onStalled;
        _canSendInline = SocketCalls.Available && !options.AlwaysUseWriter;
        _stallWatch = new StallWatch(options.Time, options.Limits.StallLimit, _ => LookForStall());
    }

    /// <summary>Who may send. Handed over under the gate, so bytes leave in the order they were queued.</summary>
    private enum Turn
    {
        Nobody,
        Caller,
        Writer,
    }

    /// <summary>The batch that listed this sender last.</summary>
    public DeferredFlushes? DeferredBy { get => Volatile.Read(ref field); set => Volatile.Write(ref field, value); }

    public (long FramesOut, long BytesOut, long Refused, int Waiting) Counters
    {
        get
        {
            lock (_gate)
                return (_framesOut, _bytesOut, _refused, _outbox.Length);
        }
    }

    public SendStatus TrySend(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, SendLane lane)
    {
        ProtocolLimits limits = _options.Limits;
        long body = (long)header.Length + payload.Length;
        lock (_gate)
        {
            if (_refusing)
                return SendStatus.Closed;
            if (body > limits.MaxFrameBytes)
                return Refuse(SendStatus.TooLarge);
            int mark = lane switch
            {
                SendLane.Data => limits.HardMarkBytes,
                SendLane.Control => limits.HardMarkBytes + limits.ControlReserveBytes,
            };
            if (_outbox.Length + FramePrefix.Bytes + body > mark)
                return Refuse(SendStatus.Full);

            _outbox.Append(header, payload);
            _framesOut++;
            return _outbox.Length > limits.StallMarkBytes ? SendStatus.Stalled : SendStatus.Queued;
        }
    }

    public void Flush()
    {
        if (!DeferredFlushes.TryDefer(this))
            FlushNow(endOfBatch: false);
    }

    public void FlushNow(bool endOfBatch)
    {
        bool inline;
        bool startWriter = false;
        lock (_gate)
        {
            // Whoever has the turn looks at the outbox again before it gives the turn up.
            if (_ended || _turn != Turn.Nobody || _outbox.Length == 0)
                return;
            inline = _canSendInline && (endOfBatch || Stopwatch.GetTimestamp() - _lastTurnEnded > LoopingTicks);
            if (inline)
                _turn = Turn.Caller;
            else
                startWriter = PassTurnToWriter();
        }

        if (inline)
            SendInline();
        else if (startWriter)
            StartWriter();
    }

    public async ValueTask<bool> WaitForRoomAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        FlushNow(endOfBatch: true);
        Task room;
        lock (_gate)
        {
            if (_refusing)
                return false;
            if (_outbox.Length <= _options.Limits.StallMarkBytes)
                return true;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room.Task;
        }

        if (!await FinishesWithinAsync(room, limit, cancellationToken))
            return false;
        lock (_gate)
            return !_refusing;
    }

    /// <summary>Refuses new frames and waits until the kernel has the queued ones.</summary>
    public async Task<bool> DrainAsync(TimeSpan limit)
    {
        Task drained;
        lock (_gate)
        {
            _refusing = true;
            SignalRoom();
            if (_ended || _outbox.Length == 0)
                return !_ended;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            drained = _drained.Task;
        }

        FlushNow(endOfBatch: true);
        if (!await FinishesWithinAsync(drained, limit, CancellationToken.None))
            return false;
        lock (_gate)
            return !_ended;
    }

    /// <summary>Refuses new frames and forgets the queued ones. The socket must be shut down then, to free a blocked writer.</summary>
    public void End()
    {
        lock (_gate)
            EndLocked(giveUpTurn: false);
    }

    /// <summary>Blocks until no thread uses the socket any more. Only after <see cref="End"/> and a shutdown of the socket.</summary>
    public void WaitUntilIdle()
    {
        lock (_gate)
        {
            while (_turn != Turn.Nobody || _writerRuns)
                Monitor.Wait(_gate);
        }
    }

    public void Dispose() => _stallWatch.Dispose();

    private async Task<bool> FinishesWithinAsync(Task task, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(limit, _options.Time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private SendStatus Refuse(SendStatus status)
    {
        _refused++;
        return status;
    }

    private void SendInline()
    {
        int budget = InlineBudgetBytes;
        int sent = 0;
        while (TakeNext(sent, out ReadOnlySpan<byte> next))
        {
            SocketError error = SocketError.WouldBlock;
            sent = budget > 0 ? SocketCalls.TrySend(_socket.SafeHandle, next, out error) : 0;
            if (error == SocketError.WouldBlock)
            {
                LeaveToWriter();
                return;
            }

            if (error != SocketError.Success)
            {
                Break(error);
                return;
            }

            budget -= sent;
        }
    }

    private void RunWriter()
    {
        while (AwaitTurn())
        {
            int sent = 0;
            while (TakeNext(sent, out ReadOnlySpan<byte> next))
            {
                sent = SendBlocking(next, out SocketError error);
                // A wait that took nothing is not an end: the next send tells, and the stall watch bounds it.
                if (error is not (SocketError.Success or SocketError.WouldBlock))
                {
                    Break(error);
                    break;
                }
            }
        }

        EndWriter();
    }

    private int SendBlocking(ReadOnlySpan<byte> bytes, out SocketError error) => SocketCalls.Available
        ? SocketCalls.SendBlocking(_socket.SafeHandle, bytes, out error)
        : _socket.Send(bytes, SocketFlags.None, out error);

    private bool AwaitTurn()
    {
        lock (_gate)
        {
            while (_turn != Turn.Writer && !_ended)
                Monitor.Wait(_gate);
            return _turn == Turn.Writer;
        }
    }

    /// <summary>One step of whoever has the turn: notes what is out and says what is next. False ends the turn.</summary>
    private bool TakeNext(int sent, out ReadOnlySpan<byte> next)
    {
        lock (_gate)
        {
            _outbox.Consume(sent);
            _bytesOut += sent;
            if (_outbox.Length <= _options.Limits.StallMarkBytes)
                SignalRoom();
            next = _ended ? default : _outbox.Peek();
            if (!next.IsEmpty)
                return true;

            if (_ended)
                EndLocked(giveUpTurn: true);
            _drained?.TrySetResult();
            _turn = Turn.Nobody;
            _lastTurnEnded = Stopwatch.GetTimestamp();
            return false;
        }
    }

    private void LeaveToWriter()
    {
        bool startWriter;
        lock (_gate)
            startWriter = PassTurnToWriter();
        if (startWriter)
            StartWriter();
    }

    // Returns whether the writer must be started, which must not happen under the gate.
    private bool PassTurnToWriter()
    {
        if (_ended)
        {
            EndLocked(giveUpTurn: true);
            return false;
        }

        _turn = Turn.Writer;
        _stallWatch.Arm(_bytesOut);
        if (_writerRuns)
        {
            Monitor.PulseAll(_gate);
            return false;
        }

        return _writerRuns = true;
    }

    private void StartWriter()
    {
        var writer = new Thread(RunWriter, _options.ThreadStackBytes) { IsBackground = true, Name = _options.Name + " writer" };
        try
        {
            writer.Start();
        }
        catch (Exception error) when (error is ThreadStartException or OutOfMemoryException)
        {
            EndWriter();
            Break(SocketError.NoBufferSpaceAvailable);
        }
    }

    private void EndWriter()
    {
        lock (_gate)
        {
            _writerRuns = false;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends the sending half because the socket did, from the thread that has the turn.</summary>
    private void Break(SocketError error)
    {
        lock (_gate)
            EndLocked(giveUpTurn: true);
        _onBroken(error is SocketError.ConnectionReset or SocketError.Shutdown);
    }

    private void EndLocked(bool giveUpTurn)
    {
        _refusing = _ended = true;
        if (giveUpTurn)
            _turn = Turn.Nobody;
        // A thread that has the turn may be reading the outbox: it clears it when it gives the turn up.
        if (_turn == Turn.Nobody)
            _outbox.Clear();
        _stallWatch.Dispose();
        SignalRoom();
        _drained?.TrySetResult();
        Monitor.PulseAll(_gate);
    }

    private void SignalRoom()
    {
        _room?.TrySetResult();
        _room = null;
    }

    private void LookForStall()
    {
        bool stalled;
        lock (_gate)
            stalled = _stallWatch.Look(_outbox.Length > 0, _bytesOut);
        if (stalled)
            _onStalled();
    }
}

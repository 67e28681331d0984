using System.Net.Sockets;
using Fleet.Protocol.Framing;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Connections;

/// <summary>
/// One link over a connected stream socket: a reader thread that hands whole frames to an <see cref="IFrameReceiver"/>,
/// and a bounded outbox that any thread may fill. Sending never blocks its caller; see <see cref="TrySend"/> and
/// <see cref="Flush"/>. Order of death: the reason is set, the outbox refuses, the socket is shut down, the writer and
/// the reader leave, the socket is disposed, the receiver is told, <see cref="Completion"/> completes.
/// </summary>
/// <remarks>
/// The socket must not have been used asynchronously (except accepted by <see cref="Socket.AcceptAsync()"/>): .NET makes
/// such sockets non-blocking for ever, and the reader would pay for its polling engine.
/// </remarks>
public sealed class Connection : IAsyncDisposable
{
    /// <summary>How long a dispose waits for the threads: they leave at once unless a receiver blocks.</summary>
    private static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(5);

    private readonly Socket _socket;
    private readonly IFrameReceiver _receiver;
    private readonly ConnectionOptions _options;
    private readonly FrameSender _sender;
    private readonly FrameReader _reader;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<DisconnectReason> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _started;
    private bool _closing;
    private DisconnectReason _reason;
    private ConnectionReader _current = new();
    private long _batchBegan;
    private long _framesIn;
    private long _bytesIn;

    /// <summary>Creates a connection that does nothing until <see cref="Start"/>, except that frames may already be queued.</summary>
    /// <param name="socket">A connected stream socket; the connection owns it from now on.</param>
    /// <param name="receiver">Gets the frames and the end.</param>
    /// <param name="options">Name, bounds, clock.</param>
    public Connection(Socket socket, IFrameReceiver receiver, ConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(receiver);
        ArgumentNullException.ThrowIfNull(options);
        options.Limits.Validate();
        _socket = socket;
        _receiver = receiver;
        _options = options;
        _sender = new FrameSender(socket, options, onBroken: OnSendingBroken, onStalled: () => Close(DisconnectReason.PeerStalled));
        _reader = new FrameReader(options.StartsWithHandshake ? ProtocolLimits.HandshakeFrameBytes : options.Limits.MaxFrameBytes);
    }

    /// <summary>The name from the options.</summary>
    public string Name => _options.Name;

    /// <summary>Completes with the reason when the connection is over and its threads have left it.</summary>
    public Task<DisconnectReason> Completion => _completion.Task;

    /// <summary>The exception of the receiver that ended the connection, if one did; for a log.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The thread that reads. Inside <see cref="IFrameReceiver.OnFrame"/> it is the calling one.</summary>
    public ConnectionReader Reader => Volatile.Read(ref _current);

    /// <summary>Whether frames, or the connection's end, wait behind the frame in hand.</summary>
    public bool HasMoreToRead
    {
        get
        {
            try
            {
                return _reader.Buffered > 0 || _socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>When the frame in hand was received, as a timestamp of the clock; 0 while the reader waits.</summary>
    public long BatchBegan => Volatile.Read(ref _batchBegan);

    /// <summary>How long the frame in hand and those received with it have been here; zero while the reader waits for the next.</summary>
    public TimeSpan BatchAge => BatchBegan is var began and not 0 ? _options.Time.GetElapsedTime(began) : TimeSpan.Zero;

    /// <summary>What the connection has done.</summary>
    public ConnectionCounters Counters
    {
        get
        {
            (long framesOut, long bytesOut, long refused, int waiting) = _sender.Counters;
            return new ConnectionCounters(
                Volatile.Read(ref _framesIn), Volatile.Read(ref _bytesIn), framesOut, bytesOut, refused, waiting);
        }
    }

    /// <summary>Starts the reader thread. After a <see cref="Close"/> it does nothing.</summary>
    /// <exception cref="InvalidOperationException">Started before.</exception>
    /// <exception cref="OutOfMemoryException">The operating system gives no thread; the connection is closed.</exception>
    public void Start()
    {
        lock (_gate)
        {
            if (_started)
                throw new InvalidOperationException("A connection starts once.");
            if (_closing)
                return;
            _started = true;
        }

        try
        {
            StartThread(_current);
        }
        catch (Exception error) when (error is ThreadStartException or OutOfMemoryException)
        {
            lock (_gate)
                _started = false;
            Close(DisconnectReason.InternalError);
            throw;
        }
    }

    /// <summary>Puts a new reader in the place of one that is in foreign code. Any thread; does not wait.</summary>
    /// <returns>False when it is not the reader, or has left the foreign code.</returns>
    public bool TryReplaceReader(ConnectionReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var next = new ConnectionReader();
        if (!TryTakeOver(reader, next))
            return false;
        try
        {
            StartThread(next, reader.Rest);
        }
        catch (Exception error) when (error is ThreadStartException or OutOfMemoryException)
        {
            // Nobody reads any more.
            Close(DisconnectReason.InternalError);
            FinishOnPool();
        }

        return true;
    }

    /// <summary>
    /// Copies a frame into the outbox. Never blocks, never sends: call <see cref="Flush"/> after the last frame of what
    /// belongs together. Frames leave in the order of these calls, whatever their lane.
    /// </summary>
    /// <param name="header">The first bytes of the body.</param>
    /// <param name="payload">The rest of the body.</param>
    /// <param name="lane">Which bound the frame is held to.</param>
    public SendStatus TrySend(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, SendLane lane = SendLane.Data) =>
        _sender.TrySend(header, payload, lane);

    /// <summary>
    /// Sends what is queued: inline as far as the kernel takes it without waiting, the rest by the writer thread. Inside
    /// a <see cref="FlushBatch"/>, and so inside <see cref="IFrameReceiver.OnFrame"/>, it happens at the batch's end.
    /// </summary>
    public void Flush() => _sender.Flush();

    /// <summary>Flushes and waits until the outbox is at or below the stall mark.</summary>
    /// <param name="limit">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait early with <see cref="OperationCanceledException"/>.</param>
    /// <returns>False when the limit passed or the connection ended.</returns>
    public ValueTask<bool> WaitForRoomAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        _sender.WaitForRoomAsync(limit, cancellationToken);

    /// <summary>
    /// Lets the peer send frames of full size from the next frame on. From <see cref="IFrameReceiver.OnFrame"/> only, the
    /// reader's thread.
    /// </summary>
    public void EndHandshake() => _reader.MaxFrameBytes = _options.Limits.MaxFrameBytes;

    /// <summary>Ends the connection now; what is queued is lost. The first reason given stays. Any thread; does not wait.</summary>
    public void Close(DisconnectReason reason)
    {
        bool started;
        lock (_gate)
        {
            if (_closing)
                return;
            _reason = reason;
            Volatile.Write(ref _closing, true);
            started = _started;
        }

        _sender.End();
        Shutdown(SocketShutdown.Both);
        // A reader in foreign code may never come back to see the end.
        if (!started || TryTakeOver(Reader, new ConnectionReader()))
            FinishOnPool();
    }

    /// <summary>Refuses new frames, lets the queued ones out (a last word such as a fault or a goodbye), then closes.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="limit">How long the queued frames may take.</param>
    /// <returns>Whether the kernel took all of them.</returns>
    public async Task<bool> CloseAfterFlushAsync(DisconnectReason reason, TimeSpan limit)
    {
        bool drained = await _sender.DrainAsync(limit);
        Close(reason);
        return drained;
    }

    /// <summary>Closes with <see cref="DisconnectReason.ClosedLocally"/> and waits up to 5 s for the threads to leave.</summary>
    public async ValueTask DisposeAsync()
    {
        Close(DisconnectReason.ClosedLocally);
        try
        {
            // Real time: a test that owns the clock must not be able to make this wait endless.
            await Completion.WaitAsync(DisposeLimit, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            // A receiver blocks the reader in its own code. The thread is a background one and the socket is shut down: nothing more can be done for it.
        }
    }

    private void StartThread(ConnectionReader reader, Action<ConnectionReader>? first = null)
    {
        var thread = new Thread(() => Run(reader, first), _options.ThreadStackBytes) { IsBackground = true, Name = Name + " reader" };
        // Unsafe: what the starter's execution context holds is nobody's business here.
        thread.UnsafeStart();
    }

    // The received bytes are the next reader's from here on; the replaced one keeps the array that its frame lies in.
    private bool TryTakeOver(ConnectionReader reader, ConnectionReader next)
    {
        lock (_gate)
        {
            if (_current != reader || !reader.TryReplace())
                return false;
            _reader.Detach();
            Volatile.Write(ref _current, next);
            return true;
        }
    }

    private void Run(ConnectionReader reader, Action<ConnectionReader>? first)
    {
        try
        {
            reader.Begin();
            first?.Invoke(reader);
            if (reader.LeaveForeignCode() && Receive(reader) is { } reason)
                Close(reason);
        }
        catch (ProtocolViolationException violation)
        {
            Failure = violation;
            Close(violation.Reason);
        }
        catch (MsgPackException malformed)
        {
            Failure = malformed;
            Close(DisconnectReason.ProtocolViolation);
        }
        catch (Exception error)
        {
            Failure = error;
            Close(DisconnectReason.InternalError);
        }

        // After an exception it may still be in foreign code.
        if (reader.LeaveForeignCode())
            Finish();
        reader.Leave();
    }

    // Null: the reader was replaced.
    private DisconnectReason? Receive(ConnectionReader reader)
    {
        while (true)
        {
            // First what a replaced reader has left.
            FrameStatus status = Deliver(reader);
            if (reader.IsReplaced)
                return null;
            if (status == FrameStatus.TooLarge)
                return DisconnectReason.FrameTooLarge;
            Volatile.Write(ref _batchBegan, 0);
            int received = _socket.Receive(_reader.GetRoom(), SocketFlags.None, out SocketError error);
            if (error != SocketError.Success)
                return error is SocketError.ConnectionReset or SocketError.Shutdown ? DisconnectReason.PeerClosed : DisconnectReason.SocketError;
            if (received == 0)
                return DisconnectReason.PeerClosed;
            Volatile.Write(ref _batchBegan, _options.Time.GetTimestamp());
            Volatile.Write(ref _bytesIn, _bytesIn + received);
            _reader.Advance(received);
        }
    }

    private FrameStatus Deliver(ConnectionReader reader)
    {
        // Also when the receiver throws: other connections wait for what earlier frames of this batch have queued for them.
        using FlushBatch batch = FlushBatch.Begin();
        int frames = 0;
        FrameStatus status;
        while ((status = _reader.TryRead(out ReadOnlySpan<byte> body)) == FrameStatus.Complete && !Volatile.Read(ref _closing))
        {
            frames++;
            Volatile.Write(ref _framesIn, _framesIn + 1);
            reader.BeginTurn();
            _receiver.OnFrame(body);
            if (!reader.LeaveForeignCode())
                return status;
        }

        if (frames > 0)
            _receiver.OnBatchEnd();
        return status;
    }

    private void OnSendingBroken(bool peerGone)
    {
        // A peer that is gone may have sent a last word before: the reader goes on to the end of the stream.
        if (peerGone)
            Shutdown(SocketShutdown.Send);
        else
            Close(DisconnectReason.SocketError);
    }

    private void Shutdown(SocketShutdown how)
    {
        try
        {
            _socket.Shutdown(how);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The peer, or the end of this connection, was faster.
        }
    }

    // Not where it is called: the caller may be the writer, whose end this waits for.
    private void FinishOnPool() => ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.Finish(), this, preferLocal: false);

    private void Finish()
    {
        _sender.WaitUntilIdle();
        _sender.Dispose();
        _socket.Dispose();
        _reader.Dispose();
        try
        {
            if (_started)
                _receiver.OnClosed(_reason);
        }
        catch (Exception error)
        {
            Failure ??= error;
        }

        _completion.TrySetResult(_reason);
    }
}

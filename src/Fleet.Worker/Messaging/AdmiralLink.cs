using System.Net.Sockets;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Framing;
using Fleet.Protocol.Handshake;

namespace Fleet.Worker.Messaging;

/// <summary>The connection to the Admiral: what arrives is dispatched on its reader, one frame after the other.</summary>
/// <remarks>
/// A bot that is slower than its messages does not read, which fills the Admiral's queue for it; that is where messages are dropped, counted and told of. A bot
/// that takes nothing at all loses its link to the Admiral's stall limit.
/// </remarks>
internal sealed class AdmiralLink : IAdmiralLink, IFrameReceiver, IAsyncDisposable
{
    private readonly Connection _connection;
    private readonly FrameDispatcher _dispatcher;
    private readonly StuckReaderWatch _watch;
    private readonly Action<DisconnectReason> _onClosed;
    private ExecutionContext? _clean;

    public AdmiralLink(Socket socket, LaunchTicket ticket, Func<IAdmiralLink, FrameDispatcher> makeDispatcher, Action<DisconnectReason> onClosed)
    {
        _onClosed = onClosed;
        _connection = new Connection(socket, this, new ConnectionOptions
        {
            Name = "fleet-link",
            Limits = ProtocolLimits.Default.WithMaxFrame(ticket.MaxFrameBytes),
            // The bot's code runs on the reader: it gets as much as on any thread.
            ThreadStackBytes = 0,
        });
        _watch = new StuckReaderWatch(_connection);
        _dispatcher = makeDispatcher(this);
    }

    public TimeSpan DispatchDelay => _connection.HasMoreToRead ? _connection.BatchAge : TimeSpan.Zero;

    public void Start() => _connection.Start();

    public SendStatus TrySend(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, SendLane lane = SendLane.Data) => _connection.TrySend(header, payload, lane);

    public void Flush() => _connection.Flush();

    public ValueTask<bool> WaitForRoomAsync(TimeSpan limit, CancellationToken cancellationToken) => _connection.WaitForRoomAsync(limit, cancellationToken);

    public void RelieveStuckReader() => _watch.Look();

    /// <summary>Closes at once; what is queued is lost.</summary>
    public void Close() => _connection.Close(DisconnectReason.ClosedLocally);

    /// <summary>Lets what is queued out, then closes.</summary>
    public Task<bool> CloseAfterFlushAsync(TimeSpan limit) => _connection.CloseAfterFlushAsync(DisconnectReason.ClosedLocally, limit);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    public void OnFrame(ReadOnlySpan<byte> body)
    {
        // The first frame is the Admiral's welcome: nobody has put anything into this thread's context yet.
        _clean ??= ExecutionContext.Capture()!;
        var turn = new DispatchTurn(_connection.Reader, _connection.BatchBegan);
        _dispatcher.Dispatch(body, ref turn);
        // What one handler puts into an AsyncLocal before its first await is not the next one's.
        if (ExecutionContext.Capture() is { } context && context != _clean) ExecutionContext.Restore(_clean);
    }

    public void OnBatchEnd()
    {
    }

    public void OnClosed(DisconnectReason reason) => _onClosed(reason);
}

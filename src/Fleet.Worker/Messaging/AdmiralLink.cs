using System.Net.Sockets;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Framing;
using Fleet.Protocol.Handshake;

namespace Fleet.Worker.Messaging;

/// <summary>The connection to the Admiral: what arrives goes into the inbox.</summary>
internal sealed class AdmiralLink : IAdmiralLink, IFrameReceiver, IAsyncDisposable
{
    private readonly Connection _connection;
    private readonly Inbox _inbox;
    private readonly Action<DisconnectReason> _onClosed;

    public AdmiralLink(Socket socket, LaunchTicket ticket, Func<IAdmiralLink, Inbox> makeInbox, Action<DisconnectReason> onClosed)
    {
        _onClosed = onClosed;
        _connection = new Connection(socket, this, new ConnectionOptions
        {
            Name = "fleet-link",
            Limits = ProtocolLimits.Default.WithMaxFrame(ticket.MaxFrameBytes),
        });
        _inbox = makeInbox(this);
    }

    public void Start() => _connection.Start();

    public SendStatus TrySend(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, SendLane lane = SendLane.Data) => _connection.TrySend(header, payload, lane);

    public void Flush() => _connection.Flush();

    public ValueTask<bool> WaitForRoomAsync(TimeSpan limit, CancellationToken cancellationToken) => _connection.WaitForRoomAsync(limit, cancellationToken);

    /// <summary>Lets what is queued out, then closes.</summary>
    public Task<bool> CloseAfterFlushAsync(TimeSpan limit)
    {
        _inbox.Abandon();
        return _connection.CloseAfterFlushAsync(DisconnectReason.ClosedLocally, limit);
    }

    public ValueTask DisposeAsync()
    {
        _inbox.Abandon();
        return _connection.DisposeAsync();
    }

    public void OnFrame(ReadOnlySpan<byte> body) => _inbox.Add(body);

    public void OnBatchEnd()
    {
        _inbox.Wake();
        _inbox.WaitForRoom();
    }

    public void OnClosed(DisconnectReason reason) => _onClosed(reason);
}

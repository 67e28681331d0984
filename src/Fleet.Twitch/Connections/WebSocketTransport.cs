using System.Net.WebSockets;

namespace Fleet.Twitch.Connections;

/// <summary>IRC over a WebSocket: a frame holds one or several lines.</summary>
internal sealed class WebSocketTransport(WebSocket socket) : IIrcTransport
{
    private bool _owesLineEnd;
    private byte _last;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_owesLineEnd)
            {
                _owesLineEnd = false;
                buffer.Span[0] = _last = (byte)'\n';
                return 1;
            }

            var received = await socket.ReceiveAsync(buffer, cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close) return 0;
            if (received.Count > 0) _last = buffer.Span[received.Count - 1];

            // The end of a frame ends a line, also where the server left CR LF out.
            _owesLineEnd = received.EndOfMessage && _last != (byte)'\n';
            if (received.Count > 0) return received.Count;
        }
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) =>
        socket.SendAsync(lines, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    public ValueTask DisposeAsync()
    {
        // No closing handshake: it would wait for a peer that may be dead.
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}

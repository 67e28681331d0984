using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace TwitchSimulator.Engine;

/// <summary>IRC over a WebSocket, on the same port: a client that begins with <c>GET</c> is no IRC client.</summary>
internal sealed class WebSocketWire(WebSocket socket) : IWire
{
    private const int LongestRequest = 8 * 1024;

    /// <summary>Answers the opening request (RFC 6455); null where it is none.</summary>
    public static async Task<IWire?> AcceptAsync(Stream stream, CancellationToken cancellationToken)
    {
        var request = await ReadRequestAsync(stream, cancellationToken);
        var key = Header(request, "Sec-WebSocket-Key");
        if (key.Length == 0)
        {
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
            return null;
        }
        var protocol = Header(request, "Sec-WebSocket-Protocol").Split(',', StringSplitOptions.TrimEntries).Contains("irc") ? "irc" : null;
        var answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {AcceptKey(key)}\r\n{(protocol is null ? "" : $"Sec-WebSocket-Protocol: {protocol}\r\n")}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancellationToken);
        return new WebSocketWire(WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = protocol }));
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // One byte is kept back for the line end that the end of a frame stands for.
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer[..^1], cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close) return 0;
            if (received.Count == 0) continue;
            if (!received.EndOfMessage || buffer.Span[received.Count - 1] == (byte)'\n') return received.Count;
            buffer.Span[received.Count] = (byte)'\n';
            return received.Count + 1;
        }
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) =>
        socket.SendAsync(lines, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<string> ReadRequestAsync(Stream stream, CancellationToken cancellationToken)
    {
        var request = new StringBuilder();
        var one = new byte[1];
        while (request.Length < LongestRequest && await stream.ReadAsync(one, cancellationToken) == 1)
        {
            request.Append((char)one[0]);
            if (one[0] == '\n' && request.Length >= 4 && request.ToString(request.Length - 4, 4) == "\r\n\r\n") return request.ToString();
        }
        return "";
    }

    private static string Header(string request, string name) =>
        request.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";

#pragma warning disable CA5350 // RFC 6455 demands SHA-1 here; it guards nothing.
    private static string AcceptKey(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
}

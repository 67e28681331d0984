using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace Fleet.Twitch.Connections;

/// <summary>Opens real connections: TCP or WebSocket, plain or TLS, as the endpoint says.</summary>
internal sealed class IrcConnector : IIrcConnector
{
    public async ValueTask<IIrcTransport> ConnectAsync(IrcEndpoint endpoint, CancellationToken cancellationToken) => endpoint.Scheme switch
    {
        IrcScheme.Tcp => await ConnectTcpAsync(endpoint, cancellationToken),
        IrcScheme.TcpTls => await ConnectTcpAsync(endpoint, cancellationToken),
        IrcScheme.WebSocket => await ConnectWebSocketAsync(endpoint, cancellationToken),
        IrcScheme.WebSocketTls => await ConnectWebSocketAsync(endpoint, cancellationToken),
    };

    private static async Task<IIrcTransport> ConnectTcpAsync(IrcEndpoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (endpoint.IsEncrypted)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = endpoint.Host }, cancellationToken);
                stream = tls;
            }
            return new StreamTransport(stream);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IIrcTransport> ConnectWebSocketAsync(IrcEndpoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(endpoint.Address, cancellationToken);
            return new WebSocketTransport(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

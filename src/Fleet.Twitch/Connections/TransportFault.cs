using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace Fleet.Twitch.Connections;

/// <summary>What goes wrong on networks, as against bugs.</summary>
internal static class TransportFault
{
    /// <summary>Whether an exception of a transport only says that the connection is gone or cannot be made.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is IOException or SocketException or WebSocketException or AuthenticationException or ObjectDisposedException or OperationCanceledException or HttpRequestException;
}

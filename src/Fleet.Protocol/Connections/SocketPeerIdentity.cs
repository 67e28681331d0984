using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Fleet.Protocol.Connections;

/// <summary>The peer of a Unix domain socket by SO_PEERCRED, which Linux fills in when the peer connects.</summary>
public sealed class SocketPeerIdentity : IPeerIdentity
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <inheritdoc/>
    public bool TryIdentify(Socket socket, out PeerCredentials peer, [NotNullWhen(false)] out string? unsupported)
    {
        ArgumentNullException.ThrowIfNull(socket);
        peer = default;
        if (!OperatingSystem.IsLinux())
        {
            unsupported = "Only Linux tells the process at the other end of a socket (SO_PEERCRED).";
            return false;
        }

        Span<int> credentials = stackalloc int[3];
        try
        {
            int length = socket.GetRawSocketOption(SolSocket, SoPeerCred, MemoryMarshal.AsBytes(credentials));
            // Linux answers pid 0 for sockets that have no peer process, such as TCP.
            if (length != 3 * sizeof(int) || credentials[0] <= 0)
            {
                unsupported = "The socket has no peer process: it is not a connected Unix domain socket.";
                return false;
            }
        }
        catch (SocketException error)
        {
            unsupported = $"The operating system did not tell the peer: {error.SocketErrorCode}.";
            return false;
        }

        peer = new PeerCredentials(credentials[0], (uint)credentials[1], (uint)credentials[2]);
        unsupported = null;
        return true;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace Fleet.Protocol.Connections;

/// <summary>Asks the operating system who holds the other end of a socket.</summary>
public interface IPeerIdentity
{
    /// <summary>Looks up the peer of a connected Unix domain socket.</summary>
    /// <param name="socket">A connected socket.</param>
    /// <param name="peer">The peer when this returns true.</param>
    /// <param name="unsupported">Why it cannot be told when this returns false.</param>
    bool TryIdentify(Socket socket, out PeerCredentials peer, [NotNullWhen(false)] out string? unsupported);
}

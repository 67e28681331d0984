using System.Net;
using System.Net.Sockets;

namespace Fleet.TestKit.Processes;

/// <summary>A TCP port of this machine that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>Takes one. Nobody holds it until the test does, but the system hands such ports out in turn.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

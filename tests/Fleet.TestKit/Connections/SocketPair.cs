using System.Net.Sockets;
using Fleet.Protocol.Connections;
using Fleet.TestKit.Time;

namespace Fleet.TestKit.Connections;

/// <summary>Two connected Unix domain sockets, through a real endpoint.</summary>
public sealed class SocketPair : IDisposable
{
    private readonly LocalEndpoint _endpoint;

    private SocketPair(LocalEndpoint endpoint, Socket near, Socket far) => (_endpoint, Near, Far) = (endpoint, near, far);

    /// <summary>The accepted end.</summary>
    public Socket Near { get; }

    /// <summary>The end that connected.</summary>
    public Socket Far { get; }

    public static async Task<SocketPair> OpenAsync()
    {
        LocalEndpoint endpoint = LocalEndpoint.Create();
        Socket far = LocalEndpoint.Connect(endpoint.Path, Deadlines.Default);
        Socket near = await endpoint.AcceptAsync(CancellationToken.None).AsTask().WithDeadline();
        return new SocketPair(endpoint, near, far);
    }

    public void Dispose()
    {
        Near.Dispose();
        Far.Dispose();
        _endpoint.Dispose();
    }
}

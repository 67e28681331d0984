using System.Net.Sockets;
using Fleet.Protocol.Connections;

namespace Fleet.Benchmarks.Relay;

/// <summary>A receiver that is its connection's owner, and does what a benchmark role says.</summary>
internal abstract class FleetLink : IFrameReceiver
{
    protected FleetLink(Socket socket, RelayTransport transport, string name) =>
        Connection = new Connection(socket, this, new ConnectionOptions { Name = name, AlwaysUseWriter = transport is RelayTransport.Writer });

    public Connection Connection { get; }

    public abstract void OnFrame(ReadOnlySpan<byte> body);

    public void OnBatchEnd()
    {
    }

    public void OnClosed(DisconnectReason reason)
    {
    }
}

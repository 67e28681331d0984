using Fleet.Protocol.Connections;
using Fleet.Protocol.Framing;

namespace Fleet.TestKit.Connections;

/// <summary>Two connections that speak with each other over real Unix domain sockets, each with a receiver that records.</summary>
public sealed class ConnectionPair : IAsyncDisposable
{
    private readonly SocketPair _sockets;

    private ConnectionPair(SocketPair sockets, ProtocolLimits limits, TimeProvider time)
    {
        _sockets = sockets;
        Near = new Connection(sockets.Near, NearReceiver, new ConnectionOptions { Name = "near", Limits = limits, Time = time });
        Far = new Connection(sockets.Far, FarReceiver, new ConnectionOptions { Name = "far", Limits = limits, Time = time });
    }

    public Connection Near { get; }

    public Connection Far { get; }

    public RecordingReceiver NearReceiver { get; } = new();

    public RecordingReceiver FarReceiver { get; } = new();

    /// <summary>Opens a pair, both started.</summary>
    public static async Task<ConnectionPair> OpenAsync(ProtocolLimits? limits = null, TimeProvider? time = null)
    {
        var pair = new ConnectionPair(await SocketPair.OpenAsync(), limits ?? ProtocolLimits.Default, time ?? TimeProvider.System);
        pair.Near.Start();
        pair.Far.Start();
        return pair;
    }

    public async ValueTask DisposeAsync()
    {
        NearReceiver.Unblock();
        FarReceiver.Unblock();
        await Near.DisposeAsync();
        await Far.DisposeAsync();
        NearReceiver.Dispose();
        FarReceiver.Dispose();
        _sockets.Dispose();
    }
}

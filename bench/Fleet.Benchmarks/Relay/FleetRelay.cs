using System.Net.Sockets;
using Fleet.Protocol.Connections;

namespace Fleet.Benchmarks.Relay;

/// <summary>A router without addresses: the client's frames go to every service, theirs to the client.</summary>
internal static class FleetRelay
{
    // As a router does it: a producer is held for 10 ms at most, then frames of a full peer are dropped.
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(10);

    public static void Start(Socket client, Socket[] services, RelayTransport transport)
    {
        var toServices = new Route(client, transport, "client");
        Route[] routes = [.. services.Select(socket => new Route(socket, transport, "service"))];
        toServices.To = [.. routes.Select(route => route.Connection)];
        foreach (Route route in routes)
        {
            route.To = [toServices.Connection];
            route.Connection.Start();
        }

        toServices.Connection.Start();
    }

    private sealed class Route(Socket socket, RelayTransport transport, string name) : FleetLink(socket, transport, name)
    {
        public Connection[] To { get; set; } = [];

        public override void OnFrame(ReadOnlySpan<byte> body)
        {
            foreach (Connection connection in To)
            {
                if (connection.TrySend(body, []) is SendStatus.Stalled)
                    connection.WaitForRoomAsync(Hold, CancellationToken.None).AsTask().GetAwaiter().GetResult();
                else
                    connection.Flush();
            }
        }
    }
}

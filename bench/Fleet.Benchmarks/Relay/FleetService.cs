using System.Net.Sockets;
using Fleet.Protocol.Connections;

namespace Fleet.Benchmarks.Relay;

internal static class FleetService
{
    public static void Start(RelayCase what, Socket socket, RelayTransport transport)
    {
        FleetLink link = what.Kind is RelayCaseKind.Echo ? new Echo(socket, transport) : new Counter(socket, transport);
        link.Connection.Start();
    }

    private sealed class Echo(Socket socket, RelayTransport transport) : FleetLink(socket, transport, "relay")
    {
        public override void OnFrame(ReadOnlySpan<byte> body)
        {
            Connection.TrySend(body, []);
            Connection.Flush();
        }
    }

    private sealed class Counter(Socket socket, RelayTransport transport) : FleetLink(socket, transport, "relay")
    {
        private readonly byte[] _reply = new byte[RelayCase.BodyBytes];
        private long _count;

        public override void OnFrame(ReadOnlySpan<byte> body)
        {
            _count = body[0] is RelayBody.ResetCount ? 0 : _count + 1;
            if (body[0] is not RelayBody.TellCount)
                return;
            RelayBody.Write(_reply, RelayBody.TellCount, _count);
            Connection.TrySend(_reply, [], SendLane.Control);
            Connection.Flush();
        }
    }
}

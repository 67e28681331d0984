using System.Diagnostics;
using System.Net.Sockets;
using Fleet.Protocol.Connections;

namespace Fleet.Benchmarks.Relay;

internal static class FleetClient
{
    public static void Run(RelayCase what, Socket socket, RelayTransport transport, RelayClock clock)
    {
        if (what.Kind is RelayCaseKind.Echo)
            new Caller(socket, transport, clock).Run(what.InFlight);
        else
            new Producer(socket, transport).Run(what, clock);
    }

    private sealed class Caller(Socket socket, RelayTransport transport, RelayClock clock) : FleetLink(socket, transport, "relay")
    {
        private readonly byte[] _body = new byte[RelayCase.BodyBytes];
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run(int inFlight)
        {
            using (FlushBatch.Begin())
            {
                for (int i = 0; i < inFlight; i++)
                    Send();
            }

            Connection.Start();
            _done.Task.GetAwaiter().GetResult();
        }

        public override void OnFrame(ReadOnlySpan<byte> body)
        {
            if (clock.Note(1, RelayBody.Number(body)))
                Send();
            else
                _done.TrySetResult();
        }

        private void Send()
        {
            RelayBody.Write(_body, RelayBody.Ordinary, Stopwatch.GetTimestamp());
            Connection.TrySend(_body, []);
            Connection.Flush();
        }
    }

    private sealed class Producer(Socket socket, RelayTransport transport) : FleetLink(socket, transport, "relay")
    {
        private static readonly TimeSpan Hold = TimeSpan.FromSeconds(10);

        private readonly byte[] _body = new byte[RelayCase.BodyBytes];
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _missing;
        private long _deliveries;

        public void Run(RelayCase what, RelayClock clock)
        {
            _missing = what.Services;
            Connection.Start();
            for (long i = 0; ; i++)
            {
                bool begun = false;
                if (i % 16 == 0 && !clock.StreamGoesOn(out begun))
                    break;
                Send(begun ? RelayBody.ResetCount : RelayBody.Ordinary, SendLane.Data);
            }

            Send(RelayBody.TellCount, SendLane.Control);
            _told.Task.GetAwaiter().GetResult();
            clock.ReportStream(_deliveries);
        }

        public override void OnFrame(ReadOnlySpan<byte> body)
        {
            _deliveries += RelayBody.Number(body);
            if (--_missing == 0)
                _told.SetResult();
        }

        private void Send(byte mark, SendLane lane)
        {
            RelayBody.Write(_body, mark, 0);
            if (Connection.TrySend(_body, [], lane) is SendStatus.Stalled)
                Connection.WaitForRoomAsync(Hold, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            else
                Connection.Flush();
        }
    }
}

using Fleet.Protocol.Connections;
using Fleet.TestKit.Connections;
using Fleet.TestKit.Time;

namespace Fleet.Protocol.Tests.Connections;

public class ConnectionAllocationTests
{
    private const int WarmUp = 2_000;
    private const int Measured = 10_000;

    [Fact]
    public async Task Frames_ReceivedAndSentOn_AllocateNothingEach()
    {
        using SocketPair sockets = await SocketPair.OpenAsync();
        var echo = new EchoReceiver();
        await using var near = new Connection(sockets.Near, echo, ConnectionTests.Named("near"));
        echo.Connection = near;
        near.Start();

        await ConnectionTests.OnOwnThread(() =>
        {
            byte[] frame = [0, 0, 0, 4, 1, 2, 3, 4];
            byte[] back = new byte[frame.Length];
            for (int i = 0; i < WarmUp + Measured; i++)
            {
                sockets.Far.Send(frame);
                for (int held = 0; held < back.Length;)
                    held += sockets.Far.Receive(back.AsSpan(held));
            }
        }).WithDeadline();

        // The smallest object is 24 bytes: one for each frame would be 24 times this. The runtime may make a few of its own.
        (echo.AllocatedAtEnd - echo.AllocatedAfterWarmUp).ShouldBeLessThan(Measured);
    }

    private sealed class EchoReceiver : IFrameReceiver
    {
        private int _frames;

        public Connection? Connection { get; set; }

        public long AllocatedAfterWarmUp { get; private set; }

        public long AllocatedAtEnd { get; private set; }

        public void OnFrame(ReadOnlySpan<byte> body)
        {
            _frames++;
            if (_frames == WarmUp)
                AllocatedAfterWarmUp = GC.GetAllocatedBytesForCurrentThread();
            if (_frames == WarmUp + Measured)
                AllocatedAtEnd = GC.GetAllocatedBytesForCurrentThread();
            Connection!.TrySend(body, []);
            Connection.Flush();
        }

        public void OnBatchEnd()
        {
        }

        public void OnClosed(DisconnectReason reason)
        {
        }
    }
}

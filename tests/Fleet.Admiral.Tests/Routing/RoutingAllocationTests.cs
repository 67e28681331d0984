using Fleet.Admiral.Tests.Links;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Routing;

public sealed class RoutingAllocationTests : IAsyncDisposable
{
    private const int WarmUp = 2000;
    private const int Measured = 5000;

    private readonly RoutingUnderTest _fleet = new();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task EventCommandAndReply_PassedOn_AllocateNothing()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        var toStats = new Arrivals(stats);
        var toBot = new Arrivals(bot);
        var payload = new byte[100];
        byte[] note = [.. Header(h => EventSend.Write(h, Target.Service("stats"), "note"u8)), .. payload];
        byte[] toAll = [.. Header(h => EventSend.Write(h, Target.Everyone, "note"u8)), .. payload];
        byte[] command = [.. Header(h => CommandSend.Write(h, 7, Target.Service("stats"), "count"u8, 5000)), .. payload];
        var allocated = 0L;

        // A thread of its own, as a link's reader is: nothing else counts on it.
        await OwnThread.RunAsync(() =>
        {
            for (var round = 0; round < WarmUp + Measured; round++)
            {
                if (round == WarmUp) allocated = -GC.GetAllocatedBytesForCurrentThread();
                using (FlushBatch.Begin())
                {
                    bot.Link.OnFrame(note);
                    bot.Link.OnFrame(toAll);
                    bot.Link.OnFrame(command);
                }

                Reply(stats, round);
                toStats.Await(3 * (round + 1));
                toBot.Await(2 * (round + 1));
            }

            allocated += GC.GetAllocatedBytesForCurrentThread();
        }).WithDeadline();

        allocated.ShouldBe(0);
        stats.Link.InFlight.Count.ShouldBe(0);
    }

    // One command at a time, so its place in the table is the first, and its use of the place is the round.
    private static void Reply(LinkedWorker stats, int round)
    {
        Span<byte> reply = stackalloc byte[64];
        var length = ReplySend.Write(reply, (ulong)round << 32, null);
        stats.Link.OnFrame(reply[..(length + 10)]);
    }

    private static byte[] Header(LinkedWorker.HeaderWriter write)
    {
        var header = new byte[MessageHeader.LongestHeader];
        return header[..write(header)];
    }

    /// <summary>How many frames have arrived at a worker, without asking anything that allocates.</summary>
    private sealed class Arrivals
    {
        private int _count;

        public Arrivals(LinkedWorker worker) => worker.Received.Handle = _ => Interlocked.Increment(ref _count);

        public void Await(int count)
        {
            var spin = new SpinWait();
            while (Volatile.Read(ref _count) < count) spin.SpinOnce();
        }
    }
}

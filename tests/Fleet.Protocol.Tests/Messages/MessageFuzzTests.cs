using Fleet.Protocol.Framing;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;

namespace Fleet.Protocol.Tests.Messages;

public class MessageFuzzTests
{
    private const int Frames = 1_200_000;
    private const int Limit = 4096;

    // The readers that build objects may take a few times what the frame has; nothing may be taken by a declared length.
    private const long MostBytesPerFrame = 64 * 1024;

    [Fact]
    public void MillionMutatedFrames_AreReadOrRefusedByType()
    {
        var random = new Random(20261120);
        var frames = Example.All.Select(e => Framed(e.Bytes)).ToArray();
        var readers = Example.All.ToDictionary(e => e.Kind, e => e.Read);
        var buffer = new byte[512];
        int read = 0, refused = 0, tooLarge = 0, incomplete = 0, unknown = 0;
        long largest = 0;

        for (var i = 0; i < Frames; i++)
        {
            var mutated = Mutate(random, frames[random.Next(frames.Length)], buffer);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var status = FrameParser.Parse(mutated, Limit, out var body, out _);
            if (status == FrameStatus.TooLarge) tooLarge++;
            else if (status == FrameStatus.Incomplete) incomplete++;
            else
            {
                try
                {
                    var reader = new MsgPackReader(body);
                    var (kind, fields) = MessageHeader.Read(ref reader);
                    if (readers.TryGetValue(kind, out var known))
                    {
                        known(ref reader, fields);
                        read++;
                    }
                    else
                    {
                        unknown++;
                    }
                }
                catch (MsgPackException)
                {
                    refused++;
                }
            }

            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // Each way out was taken often: the fuzz reaches behind the first check.
        read.ShouldBeGreaterThan(Frames / 20);
        refused.ShouldBeGreaterThan(Frames / 10);
        tooLarge.ShouldBeGreaterThan(1000);
        incomplete.ShouldBeGreaterThan(1000);
        unknown.ShouldBeGreaterThan(1000);
        largest.ShouldBeLessThan(MostBytesPerFrame);
    }

    private static byte[] Framed(byte[] body)
    {
        var frame = new byte[FramePrefix.Bytes + body.Length];
        FramePrefix.Write(frame, body.Length);
        body.CopyTo(frame, FramePrefix.Bytes);
        return frame;
    }

    private static ReadOnlySpan<byte> Mutate(Random random, byte[] frame, byte[] buffer)
    {
        frame.CopyTo(buffer, 0);
        var length = frame.Length;
        for (var changes = random.Next(4); changes >= 0; changes--)
        {
            // Mostly the body: a prefix that lies is refused at once.
            var at = random.Next(50) == 0 ? random.Next(FramePrefix.Bytes) : FramePrefix.Bytes + random.Next(length - FramePrefix.Bytes);
            switch (random.Next(6))
            {
                case 0:
                    buffer[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    buffer[at] = (byte)random.Next(256);
                    break;
                case 2:
                    // The codes of MessagePack: lengths that lie are among them.
                    buffer[at] = (byte)random.Next(0xc0, 0xe0);
                    break;
                case 3:
                    buffer.AsSpan(at, Math.Min(4, length - at)).Fill(0xff);
                    break;
                case 4 when length < buffer.Length:
                    buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + 1));
                    Resize(buffer, ++length);
                    break;
                case 5 when length > FramePrefix.Bytes + 2:
                    Resize(buffer, --length);
                    break;
            }
        }

        return buffer.AsSpan(0, length);
    }

    private static void Resize(byte[] buffer, int length) => FramePrefix.Write(buffer, length - FramePrefix.Bytes);
}

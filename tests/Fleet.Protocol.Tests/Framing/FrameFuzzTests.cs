using System.Buffers.Binary;
using Fleet.Protocol.Framing;

namespace Fleet.Protocol.Tests.Framing;

public class FrameFuzzTests
{
    private const int Frames = 1_200_000;
    private const int Limit = 4096;

    [Fact]
    public void Reader_MillionMutatedFrames_AgreesWithAModelAndStaysSmall()
    {
        // The model is the obvious loop over one array; the reader gets the same bytes in random pieces.
        var random = new Random(20260801);
        byte[] stream = new byte[Limit * 64];
        long frames = 0;
        int refused = 0;
        while (frames < Frames)
        {
            int length = FillWithMutatedFrames(random, stream);
            ReadOnlySpan<byte> left = stream.AsSpan(0, length);
            using var reader = new FrameReader(Limit);
            int modelAt = 0;
            FrameStatus status = FrameStatus.Incomplete;
            while (!left.IsEmpty && status != FrameStatus.TooLarge)
            {
                Span<byte> room = reader.GetRoom();
                int part = Math.Min(Math.Min(room.Length, left.Length), 1 + random.Next(16_384));
                left[..part].CopyTo(room);
                reader.Advance(part);
                left = left[part..];
                while ((status = reader.TryRead(out ReadOnlySpan<byte> body)) == FrameStatus.Complete)
                {
                    frames++;
                    int declared = BinaryPrimitives.ReadInt32BigEndian(stream.AsSpan(modelAt));
                    if (!body.SequenceEqual(stream.AsSpan(modelAt + 4, declared)))
                        Assert.Fail($"Frame {frames} differs from the model.");
                    modelAt += 4 + declared;
                }
            }

            bool modelRefuses = length - modelAt >= 4 && BinaryPrimitives.ReadUInt32BigEndian(stream.AsSpan(modelAt)) > Limit;
            (status == FrameStatus.TooLarge).ShouldBe(modelRefuses);
            refused += modelRefuses ? 1 : 0;
            reader.Capacity.ShouldBe(FrameReader.StartBytes);
        }

        refused.ShouldBeGreaterThan(100);
    }

    private static int FillWithMutatedFrames(Random random, byte[] stream)
    {
        int at = 0;
        while (at < stream.Length - Limit - 4)
        {
            int body = random.Next(8) == 0 ? random.Next(Limit + 1) : random.Next(64);
            BinaryPrimitives.WriteInt32BigEndian(stream.AsSpan(at), body);
            random.NextBytes(stream.AsSpan(at + 4, Math.Min(body, 16)));
            // One frame in a thousand lies about its length, mostly by one flipped bit.
            if (random.Next(1000) == 0)
                stream[at + random.Next(4)] ^= (byte)(1 << random.Next(8));
            at += 4 + body;
        }

        return at - random.Next(Limit);
    }
}

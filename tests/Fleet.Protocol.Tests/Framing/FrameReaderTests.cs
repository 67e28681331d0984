using Fleet.Protocol.Framing;

namespace Fleet.Protocol.Tests.Framing;

public class FrameReaderTests
{
    [Fact]
    public void Read_StreamSplitAtEveryPosition_GivesTheSameFrames()
    {
        byte[][] bodies = [[], [1], [2, 3], Enumerable.Range(0, 300).Select(i => (byte)i).ToArray(), [4, 5, 6]];
        byte[] stream = Stream(bodies);
        for (int first = 0; first <= stream.Length; first++)
        {
            using var reader = new FrameReader(1024);
            List<byte[]> frames = [];
            Receive(reader, stream.AsSpan(0, first), frames).ShouldBe(FrameStatus.Incomplete);
            Receive(reader, stream.AsSpan(first), frames).ShouldBe(FrameStatus.Incomplete);

            Hex(frames).ShouldBe(Hex(bodies), $"split at {first}");
            reader.Buffered.ShouldBe(0);
        }
    }

    [Fact]
    public void Read_ByteByByte_GivesTheSameFrames()
    {
        byte[][] bodies = [[1, 2, 3], [], [4]];
        using var reader = new FrameReader(1024);
        List<byte[]> frames = [];

        foreach (byte one in Stream(bodies))
            Receive(reader, [one], frames);

        Hex(frames).ShouldBe(Hex(bodies));
    }

    [Fact]
    public void Read_OverLongFrame_IsRefusedBeforeItsBody()
    {
        using var reader = new FrameReader(16);
        List<byte[]> frames = [];

        Receive(reader, [0, 0, 0, 1, 9, 0, 0, 0, 17], frames).ShouldBe(FrameStatus.TooLarge);

        frames.ShouldHaveSingleItem().ShouldBe([9]);
    }

    [Fact]
    public void Buffer_DeclaredLengthAlone_DoesNotGrow()
    {
        using var reader = new FrameReader(ProtocolLimits.LargestFrameBytes);

        Receive(reader, [0, 255, 255, 255, 1, 2, 3], []).ShouldBe(FrameStatus.Incomplete);
        reader.GetRoom();

        reader.Capacity.ShouldBe(FrameReader.StartBytes);
    }

    [Fact]
    public void Buffer_LargeFrame_GrowsWithItsBytesAndShrinksBack()
    {
        byte[] body = new byte[1024 * 1024];
        Random.Shared.NextBytes(body);
        using var reader = new FrameReader(body.Length);
        List<byte[]> frames = [];
        ReadOnlySpan<byte> stream = Stream([body, [1]]);
        int largest = 0;
        while (!stream.IsEmpty)
        {
            int part = Math.Min(stream.Length, 50_000);
            Receive(reader, stream[..part], frames);
            stream = stream[part..];
            largest = Math.Max(largest, reader.Capacity);
            reader.GetRoom();
            reader.Capacity.ShouldBeLessThanOrEqualTo(Math.Max(FrameReader.StartBytes, 4 * (reader.Buffered + FrameReader.StartBytes)));
        }

        reader.GetRoom();
        Hex(frames).ShouldBe(Hex([body, [1]]));
        largest.ShouldBeGreaterThan(body.Length);
        reader.Capacity.ShouldBe(FrameReader.StartBytes);
    }

    [Fact]
    public void Limit_RaisedBetweenFrames_HoldsForTheNextOne()
    {
        using var reader = new FrameReader(2);
        List<byte[]> frames = [];
        Receive(reader, [0, 0, 0, 2, 1, 2], frames);

        reader.MaxFrameBytes = 3;

        Receive(reader, [0, 0, 0, 3, 3, 4, 5], frames).ShouldBe(FrameStatus.Incomplete);
        frames.Count.ShouldBe(2);
    }

    internal static byte[] Stream(IEnumerable<byte[]> bodies)
    {
        using var stream = new MemoryStream();
        Span<byte> prefix = stackalloc byte[FramePrefix.Bytes];
        foreach (byte[] body in bodies)
        {
            FramePrefix.Write(prefix, body.Length);
            stream.Write(prefix);
            stream.Write(body);
        }

        return stream.ToArray();
    }

    private static string[] Hex(IEnumerable<byte[]> bodies) => [.. bodies.Select(Convert.ToHexString)];

    private static FrameStatus Receive(FrameReader reader, ReadOnlySpan<byte> bytes, List<byte[]> frames)
    {
        FrameStatus status = FrameStatus.Incomplete;
        do
        {
            Span<byte> room = reader.GetRoom();
            room.IsEmpty.ShouldBeFalse();
            int part = Math.Min(room.Length, bytes.Length);
            bytes[..part].CopyTo(room);
            reader.Advance(part);
            bytes = bytes[part..];
            while ((status = reader.TryRead(out ReadOnlySpan<byte> body)) == FrameStatus.Complete)
                frames.Add(body.ToArray());
        }
        while (!bytes.IsEmpty);
        return status;
    }
}

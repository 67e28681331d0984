using Fleet.Protocol.Framing;

namespace Fleet.Protocol.Tests.Framing;

public class FrameParserTests
{
    [Fact]
    public void Prefix_IsBigEndian()
    {
        byte[] prefix = new byte[FramePrefix.Bytes];

        FramePrefix.Write(prefix, 0x0102_0304);

        prefix.ShouldBe([1, 2, 3, 4]);
        FramePrefix.Read(prefix).ShouldBe(0x0102_0304u);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parse_PartOfAPrefix_IsIncomplete(int bytes) =>
        FrameParser.Parse(new byte[] { 255, 255, 255 }.AsSpan(0, bytes), 10, out _, out _).ShouldBe(FrameStatus.Incomplete);

    [Fact]
    public void Parse_ZeroLength_IsAnEmptyFrame()
    {
        FrameStatus status = FrameParser.Parse([0, 0, 0, 0, 9], 10, out ReadOnlySpan<byte> body, out int consumed);

        status.ShouldBe(FrameStatus.Complete);
        body.Length.ShouldBe(0);
        consumed.ShouldBe(4);
    }

    [Fact]
    public void Parse_BodyOfTheLimit_IsComplete()
    {
        FrameParser.Parse([0, 0, 0, 2, 7, 8, 9], 2, out ReadOnlySpan<byte> body, out int consumed).ShouldBe(FrameStatus.Complete);

        body.ToArray().ShouldBe([7, 8]);
        consumed.ShouldBe(6);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 3 })]
    [InlineData(new byte[] { 0x7f, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0x80, 0, 0, 0 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff })]
    public void Parse_DeclaredAboveTheLimit_IsTooLargeAtOnce(byte[] prefix) =>
        FrameParser.Parse(prefix, 2, out _, out _).ShouldBe(FrameStatus.TooLarge);
}

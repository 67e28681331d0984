using System.Buffers;
using Fleet.Protocol.MessagePack;
using Fleet.TestKit.Fuzzing;

namespace Fleet.Protocol.Tests.MessagePack;

public sealed class HostileBytesTests
{
    private const int Mebibyte = 1 << 20;

    [Theory]
    [InlineData(0x91)]
    [InlineData(0x81)]
    public void Skip_MebibyteOfNesting_IsRefusedWithoutReadingItAll(byte container)
    {
        byte[] bytes = new byte[Mebibyte];
        bytes.AsSpan().Fill(container);
        int position = 0;
        Should.Throw<MsgPackException>(() =>
        {
            var reader = new MsgPackReader(bytes);
            try
            {
                reader.Skip();
            }
            finally
            {
                position = reader.Position;
            }
        }).Error.ShouldBe(MsgPackError.TooDeep);
        position.ShouldBeLessThan(100);
    }

    [Fact]
    public void Skip_ThirtyTwoDeep_IsTakenAndOneMoreIsNot()
    {
        byte[] bytes = new byte[MsgPackLimits.MaxDepth + 1];
        bytes.AsSpan(0, MsgPackLimits.MaxDepth).Fill(0x91);
        SkipAll(bytes);

        byte[] deeper = [0x91, .. bytes];
        Should.Throw<MsgPackException>(() => SkipAll(deeper)).Error.ShouldBe(MsgPackError.TooDeep);
    }

    [Theory]
    [InlineData("ddffffffff")]
    [InlineData("dd7fffffff00")]
    [InlineData("dfffffffff")]
    [InlineData("df000000020101")]
    [InlineData("dcffff")]
    [InlineData("deffff")]
    [InlineData("9f01")]
    [InlineData("8f01")]
    [InlineData("dbffffffff")]
    [InlineData("db7fffffff61")]
    [InlineData("c6ffffffff")]
    [InlineData("c9ffffffff01")]
    [InlineData("c97fffffff0100")]
    [InlineData("d8ff")]
    public void Skip_LengthBeyondTheBytes_IsTruncatedAndAllocatesNothingForIt(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Should.Throw<MsgPackException>(() => SkipAll(bytes)).Error.ShouldBe(MsgPackError.Truncated);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            SkipAll(bytes);
        }
        catch (MsgPackException)
        {
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16_384);
    }

    [Fact]
    public void Skip_ValidValueCutAnywhere_IsTruncated()
    {
        var random = new FuzzRandom(7);
        var grammar = new MsgPackGrammar(random);
        for (int i = 0; i < 200; i++)
        {
            byte[] bytes = Generate(grammar);
            SkipAll(bytes);
            for (int length = 0; length < Math.Min(bytes.Length, 600); length++)
            {
                Should.Throw<MsgPackException>(() => SkipAll(bytes.AsSpan(0, length))).Error.ShouldBe(MsgPackError.Truncated);
            }
        }
    }

    internal static byte[] Generate(MsgPackGrammar grammar)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MsgPackWriter(output);
        grammar.Write(ref writer, depth: 4);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void SkipAll(ReadOnlySpan<byte> bytes)
    {
        var reader = new MsgPackReader(bytes);
        reader.Skip();
        reader.ExpectEnd();
    }
}

using System.Buffers;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Tests.MessagePack;

public sealed class MsgPackWriterTests
{
    private delegate void Writes(ref MsgPackWriter writer);

    [Theory]
    [InlineData(0, "00")]
    [InlineData(1, "01")]
    [InlineData(127, "7f")]
    [InlineData(128, "cc80")]
    [InlineData(255, "ccff")]
    [InlineData(256, "cd0100")]
    [InlineData(65535, "cdffff")]
    [InlineData(65536, "ce00010000")]
    [InlineData(uint.MaxValue, "ceffffffff")]
    [InlineData(uint.MaxValue + 1L, "cf0000000100000000")]
    [InlineData(long.MaxValue, "cf7fffffffffffffff")]
    [InlineData(-1, "ff")]
    [InlineData(-32, "e0")]
    [InlineData(-33, "d0df")]
    [InlineData(-128, "d080")]
    [InlineData(-129, "d1ff7f")]
    [InlineData(short.MinValue, "d18000")]
    [InlineData(short.MinValue - 1, "d2ffff7fff")]
    [InlineData(int.MinValue, "d280000000")]
    [InlineData(int.MinValue - 1L, "d3ffffffff7fffffff")]
    [InlineData(long.MinValue, "d38000000000000000")]
    public void WriteInt64_AtEveryBoundary_TakesTheSmallestEncoding(long value, string hex)
    {
        Hex((ref MsgPackWriter writer) => writer.WriteInt64(value)).ShouldBe(hex);
        if (value is >= int.MinValue and <= int.MaxValue)
        {
            Hex((ref MsgPackWriter writer) => writer.WriteInt32((int)value)).ShouldBe(hex);
        }

        if (value >= 0)
        {
            Hex((ref MsgPackWriter writer) => writer.WriteUInt64((ulong)value)).ShouldBe(hex);
        }
    }

    [Theory]
    [InlineData(0, "a0")]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(85, "d955")]
    [InlineData(86, "d956")]
    [InlineData(255, "d9ff")]
    [InlineData(256, "da0100")]
    [InlineData(65535, "daffff")]
    [InlineData(65536, "db00010000")]
    public void WriteString_AtEveryBoundary_TakesTheSmallestHeader(int length, string header)
    {
        string text = new('a', length);
        string expected = header + string.Concat(Enumerable.Repeat("61", length));
        Hex((ref MsgPackWriter writer) => writer.WriteString(text)).ShouldBe(expected);
        Hex((ref MsgPackWriter writer) => writer.WriteUtf8(System.Text.Encoding.UTF8.GetBytes(text))).ShouldBe(expected);
    }

    [Theory]
    [InlineData("é", 15, "be")]
    [InlineData("é", 16, "d920")]
    [InlineData("日", 10, "be")]
    [InlineData("日", 11, "d921")]
    [InlineData("日", 31, "d95d")]
    [InlineData("日", 85, "d9ff")]
    [InlineData("日", 86, "da0102")]
    [InlineData("日", 21845, "daffff")]
    [InlineData("日", 21846, "db00010002")]
    public void WriteString_MoreBytesThanChars_CountsBytes(string unit, int times, string header) =>
        Hex((ref MsgPackWriter writer) => writer.WriteString(string.Concat(Enumerable.Repeat(unit, times)))).ShouldStartWith(header + Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(unit)));

    [Fact]
    public void WriteString_LoneSurrogate_BecomesTheReplacement() =>
        Hex((ref MsgPackWriter writer) => writer.WriteString("a\ud83d")).ShouldBe("a461efbfbd");

    [Theory]
    [InlineData(0, "c400")]
    [InlineData(255, "c4ff")]
    [InlineData(256, "c50100")]
    [InlineData(65535, "c5ffff")]
    [InlineData(65536, "c600010000")]
    public void WriteBinary_AtEveryBoundary_TakesTheSmallestHeader(int length, string header) =>
        Hex((ref MsgPackWriter writer) => writer.WriteBinary(new byte[length])).ShouldBe(header + new string('0', 2 * length));

    [Theory]
    [InlineData(0, "90", "80")]
    [InlineData(15, "9f", "8f")]
    [InlineData(16, "dc0010", "de0010")]
    [InlineData(65535, "dcffff", "deffff")]
    [InlineData(65536, "dd00010000", "df00010000")]
    [InlineData(int.MaxValue, "dd7fffffff", "df7fffffff")]
    public void WriteHeaders_AtEveryBoundary_TakeTheSmallestEncoding(int count, string array, string map)
    {
        Hex((ref MsgPackWriter writer) => writer.WriteArrayHeader(count)).ShouldBe(array);
        Hex((ref MsgPackWriter writer) => writer.WriteMapHeader(count)).ShouldBe(map);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z", "d6ff00000000")]
    [InlineData("2106-02-07T06:28:15Z", "d6ffffffffff")]
    [InlineData("2106-02-07T06:28:16Z", "d7ff0000000100000000")]
    [InlineData("2514-05-30T01:53:03.9999999Z", "d7ffee6b2673ffffffff")]
    [InlineData("2514-05-30T01:53:04Z", "c70cff000000000000000400000000")]
    [InlineData("0001-01-01T00:00:00Z", "c70cff00000000fffffff1886e0900")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "c70cff3b9ac99c0000003afff4417f")]
    public void WriteTimestamp_AtEveryBoundary_TakesTheSmallestEncoding(string time, string hex)
    {
        DateTime value = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
        Hex((ref MsgPackWriter writer) => writer.WriteTimestamp(value)).ShouldBe(hex);
        new MsgPackReader(Convert.FromHexString(hex)).ReadTimestamp().ShouldBe(value);
    }

    [Fact]
    public void WriteTimestamp_LocalTime_IsTheSameInstant()
    {
        DateTime utc = new(2026, 11, 20, 12, 34, 56, DateTimeKind.Utc);
        Hex((ref MsgPackWriter writer) => writer.WriteTimestamp(utc.ToLocalTime())).ShouldBe("d6ff6b003e70");
        Hex((ref MsgPackWriter writer) => writer.WriteTimestamp(DateTime.SpecifyKind(utc, DateTimeKind.Unspecified))).ShouldBe("d6ff6b003e70");
    }

    [Fact]
    public void FixedSpan_ExactlyLargeEnough_TakesEveryValue()
    {
        Writes[] all = [.. EveryKind()];
        foreach (Writes each in all)
        {
            byte[] expected = Convert.FromHexString(Hex(each));
            byte[] exact = new byte[expected.Length];
            var writer = new MsgPackWriter(exact.AsSpan());
            each(ref writer);
            writer.BytesWritten.ShouldBe(expected.Length);
            exact.ShouldBe(expected);
        }
    }

    [Fact]
    public void FixedSpan_OneByteTooSmall_IsRefused()
    {
        foreach (Writes each in EveryKind())
        {
            byte[] small = new byte[(Hex(each).Length / 2) - 1];
            Should.Throw<MsgPackException>(() =>
            {
                var writer = new MsgPackWriter(small.AsSpan());
                each(ref writer);
            }).Error.ShouldBe(MsgPackError.BufferFull);
        }
    }

    [Fact]
    public void BufferWriter_WithoutSpareRoom_GetsTheSameBytes()
    {
        var chunked = new ChunkedWriter();
        var writer = new MsgPackWriter(chunked);
        string expected = "";
        foreach (Writes each in EveryKind())
        {
            each(ref writer);
            expected += Hex(each);
            writer.BytesWritten.ShouldBe(expected.Length / 2);
        }

        writer.Flush();
        Convert.ToHexStringLower(chunked.ToArray()).ShouldBe(expected);
    }

    [Fact]
    public void Writing_ToAReusedBuffer_AllocatesNothing()
    {
        var output = new ArrayBufferWriter<byte>(1 << 20);
        Writes[] all = [.. EveryKind()];
        long allocated = 0;
        for (int round = 0; round < 3; round++)
        {
            output.ResetWrittenCount();
            long before = GC.GetAllocatedBytesForCurrentThread();
            var writer = new MsgPackWriter(output);
            foreach (Writes each in all)
            {
                each(ref writer);
            }

            writer.Flush();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        allocated.ShouldBe(0);
    }

    private static IEnumerable<Writes> EveryKind()
    {
        string longText = new('日', 30000);
        byte[] bytes = new byte[70000];
        yield return (ref MsgPackWriter writer) => writer.WriteNil();
        yield return (ref MsgPackWriter writer) => writer.WriteBool(true);
        yield return (ref MsgPackWriter writer) => writer.WriteInt32(5);
        yield return (ref MsgPackWriter writer) => writer.WriteInt32(-33);
        yield return (ref MsgPackWriter writer) => writer.WriteInt64(long.MinValue);
        yield return (ref MsgPackWriter writer) => writer.WriteUInt32(uint.MaxValue);
        yield return (ref MsgPackWriter writer) => writer.WriteUInt64(300);
        yield return (ref MsgPackWriter writer) => writer.WriteSingle(1.5f);
        yield return (ref MsgPackWriter writer) => writer.WriteDouble(-0.1);
        yield return (ref MsgPackWriter writer) => writer.WriteString("");
        yield return (ref MsgPackWriter writer) => writer.WriteString("short");
        yield return (ref MsgPackWriter writer) => writer.WriteString("日本語日本語日本語日本語日本語");
        yield return (ref MsgPackWriter writer) => writer.WriteString(longText);
        yield return (ref MsgPackWriter writer) => writer.WriteUtf8("utf8"u8);
        yield return (ref MsgPackWriter writer) => writer.WriteBinary(bytes);
        yield return (ref MsgPackWriter writer) => writer.WriteArrayHeader(70000);
        yield return (ref MsgPackWriter writer) => writer.WriteMapHeader(3);
        yield return (ref MsgPackWriter writer) => writer.WriteTimestamp(DateTime.UnixEpoch);
        yield return (ref MsgPackWriter writer) => writer.WriteTimestamp(DateTime.UnixEpoch.AddTicks(1));
        yield return (ref MsgPackWriter writer) => writer.WriteTimestamp(DateTime.UnixEpoch.AddTicks(-1));
        yield return (ref MsgPackWriter writer) => writer.WriteRaw([0x93, 1, 2, 3]);
    }

    private static string Hex(Writes write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MsgPackWriter(output);
        write(ref writer);
        writer.Flush();
        return Convert.ToHexStringLower(output.WrittenSpan);
    }
}

using System.Buffers;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Tests.MessagePack;

public sealed class MsgPackReaderTests
{
    private delegate object? Reads(ref MsgPackReader reader);

    [Theory]
    [InlineData("05")]
    [InlineData("cc05")]
    [InlineData("cd0005")]
    [InlineData("ce00000005")]
    [InlineData("cf0000000000000005")]
    [InlineData("d005")]
    [InlineData("d10005")]
    [InlineData("d200000005")]
    [InlineData("d30000000000000005")]
    public void ReadInteger_OfEveryEncoding_FitsEveryType(string hex)
    {
        Read(hex, (ref MsgPackReader r) => r.ReadSByte()).ShouldBe((sbyte)5);
        Read(hex, (ref MsgPackReader r) => r.ReadByte()).ShouldBe((byte)5);
        Read(hex, (ref MsgPackReader r) => r.ReadInt16()).ShouldBe((short)5);
        Read(hex, (ref MsgPackReader r) => r.ReadUInt16()).ShouldBe((ushort)5);
        Read(hex, (ref MsgPackReader r) => r.ReadInt32()).ShouldBe(5);
        Read(hex, (ref MsgPackReader r) => r.ReadUInt32()).ShouldBe(5u);
        Read(hex, (ref MsgPackReader r) => r.ReadInt64()).ShouldBe(5L);
        Read(hex, (ref MsgPackReader r) => r.ReadUInt64()).ShouldBe(5ul);
        Read(hex, (ref MsgPackReader r) => r.ReadDouble()).ShouldBe(5.0);
        Read(hex, (ref MsgPackReader r) => r.ReadSingle()).ShouldBe(5f);
    }

    [Fact]
    public void ReadInteger_OutsideItsType_IsOutOfRange()
    {
        Fails("cc80", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadSByte());
        Fails("cd0100", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadByte());
        Fails("ff", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadByte());
        Fails("cd8000", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadInt16());
        Fails("ce00010000", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadUInt16());
        Fails("ce80000000", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadInt32());
        Fails("cfffffffffffffffff", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadInt32());
        Fails("cf0000000100000000", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadUInt32());
        Fails("cf8000000000000000", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadInt64());
        Fails("ff", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadUInt64());
    }

    [Fact]
    public void ReadFloats_OfEitherWidth_AndTheLargestInteger()
    {
        Read("ca3fc00000", (ref MsgPackReader r) => r.ReadDouble()).ShouldBe(1.5);
        Read("cb3ff8000000000000", (ref MsgPackReader r) => r.ReadSingle()).ShouldBe(1.5f);
        Read("cfffffffffffffffff", (ref MsgPackReader r) => r.ReadDouble()).ShouldBe((double)ulong.MaxValue);
        Read("d38000000000000000", (ref MsgPackReader r) => r.ReadDouble()).ShouldBe((double)long.MinValue);
    }

    [Fact]
    public void Read_AnotherKind_IsWrongType()
    {
        Fails("c0", MsgPackError.WrongType, (ref MsgPackReader r) => r.ReadInt32());
        Fails("ca3fc00000", MsgPackError.WrongType, (ref MsgPackReader r) => r.ReadInt32());
        Fails("01", MsgPackError.WrongType, (ref MsgPackReader r) => r.ReadBool());
        Fails("a131", MsgPackError.WrongType, (ref MsgPackReader r) => r.ReadDouble());
        Fails("c0", MsgPackError.WrongType, (ref MsgPackReader r) => r.ReadString());
        Fails("c401ff", MsgPackError.WrongType, (ref MsgPackReader r) => r.ReadString());
        Fails("a161", MsgPackError.WrongType, (ref MsgPackReader r) => r.ReadBinary().Length);
        Fails("80", MsgPackError.WrongType, (ref MsgPackReader r) => r.ReadArrayHeader());
        Fails("90", MsgPackError.WrongType, (ref MsgPackReader r) => r.ReadMapHeader());
        Fails("01", MsgPackError.WrongType, (ref MsgPackReader r) => r.ReadTimestamp());
        Fails("c1", MsgPackError.InvalidCode, (ref MsgPackReader r) => r.ReadInt32());
        Fails("01", MsgPackError.WrongType, (ref MsgPackReader r) =>
        {
            r.ReadNil();
            return null;
        });
    }

    [Fact]
    public void ReadTimestamp_Malformed_SaysHow()
    {
        Fails("d5ff0000", MsgPackError.BadTimestamp, (ref MsgPackReader r) => r.ReadTimestamp());
        Fails("c70bff0000000000000000000000", MsgPackError.Truncated, (ref MsgPackReader r) => r.ReadTimestamp());
        Fails("c70bff000000000000000000000000", MsgPackError.BadTimestamp, (ref MsgPackReader r) => r.ReadTimestamp());
        Fails("d7ffee6b280000000000", MsgPackError.BadTimestamp, (ref MsgPackReader r) => r.ReadTimestamp());
        Fails("c70cff3b9aca000000000000000000", MsgPackError.BadTimestamp, (ref MsgPackReader r) => r.ReadTimestamp());
        Fails("c70cff000000007fffffffffffffff", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadTimestamp());
        Fails("c70cff00000000fffffff1886e08ff", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadTimestamp());
        Fails("c70cff000000000000003afff44180", MsgPackError.OutOfRange, (ref MsgPackReader r) => r.ReadTimestamp());
        Fails("d60500000000", MsgPackError.UnknownExtension, (ref MsgPackReader r) => r.ReadTimestamp());
    }

    [Theory]
    [InlineData("a1ff")]
    [InlineData("a2c080")]
    [InlineData("a3eda080")]
    [InlineData("a4f4908080")]
    [InlineData("a1c3")]
    public void ReadString_InvalidUtf8_IsRefused(string hex)
    {
        Fails(hex, MsgPackError.BadUtf8, (ref MsgPackReader r) => r.ReadString());
        Fails(hex, MsgPackError.BadUtf8, (ref MsgPackReader r) => r.ReadUtf8().Length);
    }

    [Fact]
    public void Read_BeyondTheAllowedLength_IsTooLong()
    {
        Fails("a3616263", MsgPackError.TooLong, (ref MsgPackReader r) => r.ReadString(2));
        Fails("d903616263", MsgPackError.TooLong, (ref MsgPackReader r) => r.ReadString(2));
        Fails("c403616263", MsgPackError.TooLong, (ref MsgPackReader r) => r.ReadBinary(2).Length);
        Fails("93010203", MsgPackError.TooLong, (ref MsgPackReader r) => r.ReadArrayHeader(2));
        Fails("8201020304", MsgPackError.TooLong, (ref MsgPackReader r) => r.ReadMapHeader(1));
        Read("a3616263", (ref MsgPackReader r) => r.ReadString(3)).ShouldBe("abc");
    }

    [Fact]
    public void ReadString_LongerEncodingsThanNeeded_AreTaken()
    {
        Read("d90161", (ref MsgPackReader r) => r.ReadString()).ShouldBe("a");
        Read("da000161", (ref MsgPackReader r) => r.ReadString()).ShouldBe("a");
        Read("db0000000161", (ref MsgPackReader r) => r.ReadString()).ShouldBe("a");
        Read("c0", (ref MsgPackReader r) => r.ReadStringOrNull()).ShouldBeNull();
    }

    [Fact]
    public void Sequence_OfManySegments_ReadsAsOne()
    {
        byte[] bytes = Convert.FromHexString("93a568656c6c6fcd012cc3");
        for (int cut = 1; cut < bytes.Length; cut++)
        {
            var first = new Segment(bytes.AsMemory(0, cut));
            Segment last = first.Append(bytes.AsMemory(cut));
            var reader = new MsgPackReader(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length));
            reader.ReadArrayHeader().ShouldBe(3);
            reader.ReadString().ShouldBe("hello");
            reader.ReadInt32().ShouldBe(300);
            reader.ReadBool().ShouldBeTrue();
            reader.ExpectEnd();
        }
    }

    [Fact]
    public void ReadRaw_Value_IsItsBytes()
    {
        var reader = new MsgPackReader(Convert.FromHexString("938201a16102c001ff05"));
        reader.ReadArrayHeader().ShouldBe(3);
        Convert.ToHexStringLower(reader.ReadRaw()).ShouldBe("8201a16102c0");
        reader.Position.ShouldBe(7);
        reader.Remaining.ShouldBe(3);
    }

    [Fact]
    public void ExpectEnd_BytesLeft_IsRefused() => Fails("0101", MsgPackError.TrailingBytes, (ref MsgPackReader r) =>
    {
        r.ReadInt32();
        r.ExpectEnd();
        return null;
    });

    [Fact]
    public void PeekType_OfEveryCode_AgreesWithSkip()
    {
        for (int code = 0; code <= 255; code++)
        {
            byte[] bytes = new byte[40];
            bytes[0] = (byte)code;
            var reader = new MsgPackReader(bytes);
            if (reader.PeekType() == MsgPackType.Invalid)
            {
                code.ShouldBe(0xc1);
                continue;
            }

            reader.Skip();
            reader.Position.ShouldBeGreaterThan(0);
        }
    }

    private static object? Read(string hex, Reads read)
    {
        var reader = new MsgPackReader(Convert.FromHexString(hex));
        object? value = read(ref reader);
        reader.ExpectEnd();
        return value;
    }

    private static void Fails(string hex, MsgPackError error, Reads read) =>
        Should.Throw<MsgPackException>(() => Read(hex, read), hex).Error.ShouldBe(error, hex);

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}

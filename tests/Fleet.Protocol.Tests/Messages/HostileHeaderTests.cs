using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;

namespace Fleet.Protocol.Tests.Messages;

public class HostileHeaderTests
{
    public static TheoryData<MessageKind> Kinds => [.. Enum.GetValues<MessageKind>()];

    /// <summary>Kinds whose header is all there is.</summary>
    public static TheoryData<MessageKind> WithoutRawPayload => [.. Enum.GetValues<MessageKind>().Except([
        MessageKind.Drained, MessageKind.StatsAnswer, MessageKind.EventSend, MessageKind.CommandSend, MessageKind.ReplySend,
        MessageKind.Activate, MessageKind.EventDelivery, MessageKind.CommandDelivery, MessageKind.ReplyDelivery,
    ])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Header_OneFieldMore_IsRefused(MessageKind kind)
    {
        var bytes = Example.Of(kind).Bytes;

        Refused(kind, [(byte)(bytes[0] + 1), .. bytes[1..], 0xc0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Header_OneFieldLess_IsRefused(MessageKind kind)
    {
        var bytes = Example.Of(kind).Bytes;

        Refused(kind, [(byte)(bytes[0] - 1), .. bytes[1..]]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Header_AFieldOfAWrongType_IsRefused(MessageKind kind)
    {
        var bytes = Example.Of(kind).Bytes;
        if (bytes[0] == 0x91) return;

        // A map of nothing is no field of any message.
        Refused(kind, [.. bytes[..2], 0x80, .. bytes[3..]]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Frame_CutAnywhereInItsHeader_IsRefused(MessageKind kind)
    {
        var example = Example.Of(kind);
        var payload = WithoutRawPayload.Any(row => row.Data == kind) ? 0 : 3;
        for (var length = 0; length < example.Bytes.Length - payload; length++) Refused(kind, example.Bytes[..length]);
    }

    [Theory]
    [MemberData(nameof(WithoutRawPayload))]
    public void Frame_WithTrailingBytes_IsRefused(MessageKind kind) => Refused(kind, [.. Example.Of(kind).Bytes, 0xc0]);

    [Theory]
    [InlineData("90")]
    [InlineData("")]
    [InlineData("c0")]
    [InlineData("01")]
    [InlineData("91a161")]
    [InlineData("dd7fffffff01")]
    [InlineData("91cf00000001ffffffff")]
    public void Header_ThatIsNone_IsRefused(string hex)
    {
        var bytes = Convert.FromHexString(hex);

        Should.Throw<MsgPackException>(() =>
        {
            var reader = new MsgPackReader(bytes);
            MessageHeader.Read(ref reader);
        });
    }

    [Fact]
    public void Header_OfAnUnknownKind_IsReadAsThatNumber()
    {
        // Who receives it decides: the same kind is right on one end and a violation on the other.
        var reader = new MsgPackReader([0x91, 0x63]);

        MessageHeader.Read(ref reader).ShouldBe(((MessageKind)0x63, 0));
    }

    [Theory]
    [InlineData("9410 08c0 a165")]
    [InlineData("9410 ffc0 a165")]
    [InlineData("9410 0103 a165")]
    [InlineData("9410 02a161 a165")]
    [InlineData("9410 0701 a165")]
    [InlineData("9410 01a0 a165")]
    public void Target_OfAnUnknownKindOrAWrongForm_IsRefused(string hex) => Refused(MessageKind.EventSend, Hex(hex));

    [Theory]
    [InlineData(MessageKind.EventSend, "9410 07c0")]
    [InlineData(MessageKind.EventDelivery, "9330 c0")]
    [InlineData(MessageKind.CommandSend, "9611 2a 07c0")]
    public void Name_TooLongOrEmptyOrNotUtf8_IsRefused(MessageKind kind, string before)
    {
        byte[] rest = kind == MessageKind.CommandSend ? [0x01] : [];
        byte[] longest = [0xd9, 200, .. Enumerable.Repeat((byte)'n', 200)];
        byte[] tooLong = [0xd9, 201, .. Enumerable.Repeat((byte)'n', 201)];

        Example.Of(kind).ReadBody([.. Hex(before), .. longest, .. rest]).ShouldContain("nnn");
        Refused(kind, [.. Hex(before), .. tooLong, .. rest]);
        Refused(kind, [.. Hex(before), 0xa0, .. rest]);
        Refused(kind, [.. Hex(before), 0xa2, 0xc3, 0x28, .. rest]);
    }

    [Theory]
    [InlineData(MessageKind.Activate, "9221 ff")]
    [InlineData(MessageKind.Activate, "9221 ce80000000")]
    [InlineData(MessageKind.Deactivate, "9222 ff")]
    [InlineData(MessageKind.Stop, "9323 00 ff")]
    [InlineData(MessageKind.Stop, "9323 09 00")]
    [InlineData(MessageKind.CommandSend, "9611 2a 07c0 a165 ff")]
    [InlineData(MessageKind.CommandDelivery, "9531 2a c0 a165 ff")]
    [InlineData(MessageKind.Hello, "9401 01 a3626f74 c400")]
    [InlineData(MessageKind.Hello, "9401 01 a3612331 c400")]
    [InlineData(MessageKind.FanOutNotice, "9233 2a 91 a0")]
    [InlineData(MessageKind.FanOutNotice, "9233 2a dd7fffffff")]
    [InlineData(MessageKind.Fault, "9305 09 c3 96 a0 a0 a0 a0 a0 c0")]
    [InlineData(MessageKind.Fault, "9305 01 c3 95 a0 a0 a0 a0 c0")]
    public void Value_OutsideItsRange_IsRefused(MessageKind kind, string hex) => Refused(kind, Hex(hex));

    [Theory]
    [InlineData("cf7fffffffffffffff")]
    [InlineData("ff")]
    [InlineData("ce80000000")]
    public void Welcome_WithATimeNoTimerTakes_IsRefused(string time)
    {
        var hex = Example.Of(MessageKind.Welcome).Hex;

        Refused(MessageKind.Welcome, Hex(hex.Replace("cdea60", time, StringComparison.Ordinal)));
    }

    [Fact]
    public void FaultDetail_ThatIsNone_IsRefused()
    {
        Should.Throw<MsgPackException>(() => FaultDetail.Read([]));
        Should.Throw<MsgPackException>(() => FaultDetail.Read([0x92, 0xc0, 0xc0]));
        Should.Throw<MsgPackException>(() => FaultDetail.Read([0x93, 0xc0, 0xc0, 0xc0, 0xc0]));
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static void Refused(MessageKind kind, byte[] bytes)
    {
        var example = Example.Of(kind);
        Should.Throw<MsgPackException>(
            () =>
            {
                var reader = new MsgPackReader(bytes);
                var (_, fields) = MessageHeader.Read(ref reader);
                example.Read(ref reader, fields);
            },
            Convert.ToHexStringLower(bytes));
    }
}

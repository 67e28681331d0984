using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;

namespace Fleet.Protocol.Tests.Messages;

public class GoldenBytesTests
{
    public static TheoryData<MessageKind> Kinds => [.. Enum.GetValues<MessageKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKind_HasGoldenBytes(MessageKind kind) => Example.All.Count(e => e.Kind == kind).ShouldBe(1);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Message_Written_IsItsGoldenBytes(MessageKind kind)
    {
        var example = Example.Of(kind);

        Convert.ToHexStringLower(example.Write()).ShouldBe(Convert.ToHexStringLower(example.Bytes));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void GoldenBytes_Read_AreTheMessage(MessageKind kind)
    {
        var example = Example.Of(kind);

        example.ReadBody(example.Bytes).ShouldBe(example.Told);
    }

    [Theory]
    [InlineData("Admiral", "00c0")]
    [InlineData("Service", "01a57374617473")]
    [InlineData("Cluster", "0203")]
    [InlineData("Shard", "0303")]
    [InlineData("Channel", "04a57374617473")]
    [InlineData("AllClusters", "05c0")]
    [InlineData("AllServices", "06c0")]
    [InlineData("Everyone", "07c0")]
    public void Target_OfEachKind_HasItsBytesAndComesBack(string kind, string hex)
    {
        var target = Enum.Parse<TargetKind>(kind) switch
        {
            TargetKind.Admiral => Target.Admiral,
            TargetKind.Service => Target.Service("stats"),
            TargetKind.Cluster => Target.Cluster(3),
            TargetKind.Shard => Target.Shard(3),
            TargetKind.Channel => Target.Channel("stats"),
            TargetKind.AllClusters => Target.AllClusters,
            TargetKind.AllServices => Target.AllServices,
            TargetKind.Everyone => Target.Everyone,
        };

        var frame = Frames.Of(h => EventSend.Write(h, target, "e"u8));

        Convert.ToHexStringLower(frame).ShouldBe($"9410{hex}a165");
        var reader = new MsgPackReader(frame);
        var (_, fields) = MessageHeader.Read(ref reader);
        var read = EventSend.Read(ref reader, fields).Target;
        read.Kind.ShouldBe(target.Kind);
        read.Id.ShouldBe(target.Id);
        System.Text.Encoding.UTF8.GetString(read.Name).ShouldBe(target.Name ?? "");
    }

    [Fact]
    public void TargetKinds_AllOfThem_AreCoveredAbove() => Enum.GetValues<TargetKind>().Length.ShouldBe(8);

    [Fact]
    public void Header_OfTheLongestNames_FitsIntoItsBound()
    {
        var longest = new string('n', MessageHeader.LongestName);
        var name = System.Text.Encoding.UTF8.GetBytes(longest);

        var send = Frames.Of(h => CommandSend.Write(h, ulong.MaxValue, Target.Channel(longest), name, int.MaxValue));
        var delivery = Frames.Of(h => CommandDelivery.Write(h, ulong.MaxValue, name, name, int.MaxValue));

        send.Length.ShouldBeLessThanOrEqualTo(MessageHeader.LongestHeader);
        delivery.Length.ShouldBeLessThanOrEqualTo(MessageHeader.LongestHeader);
    }

    [Fact]
    public void FaultDetail_RoundTrip_KeepsNilsAndCutsWhatIsTooLong()
    {
        var long_ = new string('x', 20_000);

        var read = FaultDetail.Read(Frames.Payload(new FaultDetail("no", null, long_).Write));

        read.Message.ShouldBe("no");
        read.Type.ShouldBeNull();
        read.Stack!.Length.ShouldBe(8 * 1024);
    }

    [Fact]
    public void LongTexts_Shortened_FitIntoTheSmallestFrame()
    {
        var worst = new string('€', 20_000);

        var detail = new FaultDetail(worst, worst, worst).Shortened();
        var fault = new Fault(FaultStage.Crash, false, worst, worst, worst, worst, worst, worst).Shortened();

        Frames.Payload(detail.Write).Length.ShouldBeLessThan(Framing.Smallest - MessageHeader.LongestHeader);
        Frames.Payload(fault.WritePayload).Length.ShouldBeLessThan(Framing.Smallest - MessageHeader.LongestHeader);
    }

    [Fact]
    public void Texts_WithHalfASurrogatePair_AreWrittenAllTheSame()
    {
        // A cut may split one, and a bot may log one.
        var line = new LogLine(2, 0, "Bot", "half \ud83d", null);

        var frame = Frames.Of(line.WriteHeader, Frames.Payload(line.WritePayload));

        Example.Of(MessageKind.LogLine).ReadBody(frame).ShouldBe("2 0 Bot half \ufffd -");
    }

    private static class Framing
    {
        public const int Smallest = Fleet.Protocol.Framing.ProtocolLimits.HandshakeFrameBytes;
    }
}

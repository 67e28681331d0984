using Fleet.Protocol.Framing;

namespace Fleet.Protocol.Tests.Framing;

public class ProtocolLimitsTests
{
    [Fact]
    public void Default_IsValid() => Should.NotThrow(ProtocolLimits.Default.Validate);

    [Theory]
    [InlineData(4 * 1024)]
    [InlineData(1024 * 1024)]
    [InlineData(16 * 1024 * 1024)]
    public void WithMaxFrame_AnyAllowedSize_KeepsRoomForAFrameAndAControlFrame(int bytes)
    {
        ProtocolLimits limits = ProtocolLimits.Default.WithMaxFrame(bytes);

        limits.MaxFrameBytes.ShouldBe(bytes);
        limits.HardMarkBytes.ShouldBeGreaterThan(bytes + 4);
        limits.ControlReserveBytes.ShouldBeGreaterThan(bytes + 4);
        limits.StallMarkBytes.ShouldBeLessThan(limits.HardMarkBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4095)]
    [InlineData((16 * 1024 * 1024) + 1)]
    public void WithMaxFrame_OutsideTheRange_Throws(int bytes) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ProtocolLimits.Default.WithMaxFrame(bytes));

    [Fact]
    public void Validate_MarkBelowTheFrame_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => (ProtocolLimits.Default with { HardMarkBytes = 1000, StallMarkBytes = 10 }).Validate())
            .ParamName.ShouldBe("HardMarkBytes");
}

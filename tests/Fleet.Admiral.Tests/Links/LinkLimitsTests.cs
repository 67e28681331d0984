using Fleet.Admiral.Links;
using Fleet.Admiral.Options;
using Fleet.Protocol.Framing;

namespace Fleet.Admiral.Tests.Links;

public class LinkLimitsTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public void Queue_TakesAllThatIsHeldInAHandover_AndTheStateWithIt()
    {
        var limits = LinkLimits.Of(new IpcOptions { MaxMessage = 4 * MiB, HoldLimit = 64 * MiB });

        limits.MaxFrameBytes.ShouldBe(4 * MiB);
        limits.HardMarkBytes.ShouldBe(72 * MiB);
        limits.Validate();
    }

    [Fact]
    public void Queue_IsNeverSmallerThanTheProtocols()
    {
        var limits = LinkLimits.Of(new IpcOptions { MaxMessage = 64 * 1024, HoldLimit = 1024 });

        limits.HardMarkBytes.ShouldBe(ProtocolLimits.Default.WithMaxFrame(64 * 1024).HardMarkBytes);
        limits.Validate();
    }
}

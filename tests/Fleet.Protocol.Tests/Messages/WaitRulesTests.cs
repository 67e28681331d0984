using Fleet.Protocol.Messages;

namespace Fleet.Protocol.Tests.Messages;

public class WaitRulesTests
{
    private static readonly TimeSpan Configured = TimeSpan.FromHours(1);

    [Fact]
    public void Wait_OfNobody_IsTheConfiguredOne() => WaitRules.Of(null, Configured, "A fetch", "options").ShouldBe(Configured);

    [Theory]
    [InlineData(1)]
    [InlineData(300_000)]
    public void Wait_WithinItsBounds_IsTheCallers(int milliseconds) =>
        WaitRules.Of(TimeSpan.FromMilliseconds(milliseconds), Configured, "A fetch", "options").TotalMilliseconds.ShouldBe(milliseconds);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(300_001)]
    public void Wait_OutOfThem_IsRefused(int milliseconds)
    {
        var refusal = Should.Throw<ArgumentOutOfRangeException>(() => WaitRules.Of(TimeSpan.FromMilliseconds(milliseconds), Configured, "A fetch", "options"));

        refusal.Message.ShouldStartWith("A fetch waits from 1 ms to 5 minutes.");
        refusal.ParamName.ShouldBe("options");
    }
}

namespace Fleet.Twitch.Tests.Inbox;

public sealed class HandoverProperties
{
    [Fact]
    public void Handover_AtAnyMomentBackOrForth_HandlesEveryMessageExactlyOnce()
    {
        var handovers = 0;
        for (var seed = 0; seed < 500; seed++)
        {
            var world = new HandoverWorld(seed);
            world.Run();

            handovers += world.Handovers;
            world.Handled.Count.ShouldBe(HandoverWorld.Count, $"seed {seed}: messages lost");
            world.Handled.Values.ShouldAllBe(count => count == 1, $"seed {seed}: messages handled twice");
        }
        handovers.ShouldBeGreaterThan(1_000);
    }
}

using Fleet.Testing;
using StatsService;

namespace Fleet.Samples.Tests.StatsService;

/// <summary>A service alone in a fleet, with the test in the place of the bots.</summary>
public sealed class MessageCounterFleetTests
{
    [Fact]
    public async Task Counts_SurviveARestart()
    {
        await using var fleet = await FleetTestHost.StartAsync(o => o.Service<MessageCounter>("stats"));
        var stats = fleet.Ipc.For<IStats>("stats");
        for (var i = 0; i < 5; i++) await fleet.Ipc.SendAsync(Target.Service("stats"), "seen", new Seen(i < 2 ? "ada" : "grace"));
        await fleet.RestartAsync("stats");
        await fleet.Ipc.SendAsync(Target.Service("stats"), "seen", new Seen("ada"));

        (await stats.CountAsync(new CountQuery("ada"))).Messages.ShouldBe(3);
        (await stats.CountAsync(new CountQuery("grace"))).Messages.ShouldBe(3);
        fleet.Logs.Entries.ShouldContain(entry => entry.Message.EndsWith("Took over 5 counted messages in 2 channels.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counts_OfACrashedWorker_AreLost()
    {
        await using var fleet = await FleetTestHost.StartAsync(o => o.Service<MessageCounter>("stats"));
        await fleet.Ipc.SendAsync(Target.Service("stats"), "seen", new Seen("ada"));
        await fleet.KillAsync("stats");
        await fleet.WaitForActiveAsync("stats");

        (await fleet.Ipc.For<IStats>("stats").CountAsync(new CountQuery("ada"))).Messages.ShouldBe(0);
    }
}

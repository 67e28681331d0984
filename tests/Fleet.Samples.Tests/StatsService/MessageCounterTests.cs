using Fleet.TestKit.Ipc;
using StatsService;

namespace Fleet.Samples.Tests.StatsService;

public sealed class MessageCounterTests
{
    [Fact]
    public async Task Counts_SurviveAHandover()
    {
        var fleet = new InMemoryFleet();
        var bot = fleet.Add(SlotName.Cluster(0));
        await using var old = Counter(fleet, 1);
        await old.StartAsync();
        await old.ActivateAsync();
        for (var i = 0; i < 5; i++) await bot.SendAsync(Target.Service("stats"), "seen", new Seen(i < 2 ? "ada" : "grace"));

        await using var next = Counter(fleet, 2);
        await next.StartAsync();
        await next.ActivateAsync(await old.DeactivateAsync());
        await bot.SendAsync(Target.Service("stats"), "seen", new Seen("ada"));

        (await CountAsync(bot, "ada")).ShouldBe(3);
        (await CountAsync(bot, "grace")).ShouldBe(3);
        (await CountAsync(bot, "nobody")).ShouldBe(0);
        (await CountAsync(bot, "")).ShouldBe(6);
        next.Stats()["counted"].ShouldBe(6);
    }

    [Fact]
    public async Task Rollback_WithoutState_KeepsTheCounts()
    {
        var fleet = new InMemoryFleet();
        var bot = fleet.Add(SlotName.Cluster(0));
        await using var counter = Counter(fleet, 1);
        await counter.StartAsync();
        await counter.ActivateAsync();
        await bot.SendAsync(Target.Service("stats"), "seen", new Seen("ada"));
        await counter.DeactivateAsync();
        await counter.ActivateAsync();

        (await CountAsync(bot, "ada")).ShouldBe(1);
    }

    private static WorkerUnderTest<MessageCounter> Counter(InMemoryFleet fleet, int incarnation) =>
        new(fleet.Add(SlotName.Service("stats"), incarnation), new WorkerName(SlotName.Service("stats"), incarnation), []);

    private static async Task<long> CountAsync(InMemoryIpc bot, string channel) =>
        (await bot.For<IStats>("stats").CountAsync(new CountQuery(channel))).Messages;
}

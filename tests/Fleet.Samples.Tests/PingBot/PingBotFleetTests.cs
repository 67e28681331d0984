using Fleet.TestKit.Time;
using Fleet.Testing;
using StatsService;

namespace Fleet.Samples.Tests.PingBot;

/// <summary>How the author of a bot tests it: in a whole fleet, in this process (docs/testing-your-bot.md).</summary>
public sealed class PingBotFleetTests
{
    [Fact]
    public async Task Ping_IsAnswered()
    {
        await using var fleet = await StartAsync();
        await fleet.Chat.SayAsync("ada", user: "viewer", "!ping");

        (await fleet.Chat.NextReplyAsync("ada")).ShouldBe("Pong!");
    }

    [Fact]
    public async Task Stats_ComeFromTheService()
    {
        await using var fleet = await StartAsync();
        await fleet.Chat.SayAsync("ada", "viewer", "!ping");
        await fleet.Chat.NextReplyAsync("ada");
        await fleet.Chat.SayAsync("ada", "viewer", "!stats");

        (await fleet.Chat.NextReplyAsync("ada")).ShouldBe("1 messages so far in #ada.");
    }

    [Fact]
    public async Task Stats_WithoutTheirService_AreSaidToBeUnavailable()
    {
        await using var fleet = await StartAsync();
        // The second loss in a row: the next start waits for the clock, which stands still.
        await fleet.KillAsync("stats");
        await fleet.WaitForActiveAsync("stats");
        await fleet.KillAsync("stats");
        await fleet.Chat.SayAsync("bob", "viewer", "!stats");
        (await fleet.Chat.NextReplyAsync("bob")).ShouldBe("The stats are not available just now.");

        fleet.Clock.Advance(TimeSpan.FromMinutes(1));
        await fleet.WaitForActiveAsync("stats");
        await fleet.Chat.SayAsync("bob", "viewer", "!stats");
        // The bot answers first and reports then: the report of the first question may find the service back.
        (await fleet.Chat.NextReplyAsync("bob")).ShouldBeOneOf("0 messages so far in #bob.", "1 messages so far in #bob.");
    }

    [Fact]
    public async Task Restart_OfEverything_LosesNothing()
    {
        await using var fleet = await StartAsync();
        for (var i = 0; i < 20; i++) await fleet.Chat.SayAsync(i % 2 == 0 ? "ada" : "bob", "viewer", "!ping");
        var restart = fleet.RestartAsync();
        for (var i = 0; i < 20; i++) await fleet.Chat.SayAsync(i % 2 == 0 ? "ada" : "bob", "viewer", "!ping");
        await restart;
        await fleet.Chat.SettledAsync();

        (fleet.Chat.Lost, fleet.Chat.Doubled).ShouldBe((0, 0));
        // The bot answers first and reports then, so the last report may be on its way.
        var stats = fleet.Ipc.For<IStats>("stats");
        using var deadline = new CancellationTokenSource(Deadlines.Default);
        while ((await stats.CountAsync(new CountQuery(""), deadline.Token)).Messages < 40) await Task.Yield();
    }

    [Fact]
    public async Task CommandsPerSecond_OutOfRange_IsToldAtStart()
    {
        var failure = await Should.ThrowAsync<FleetTestException>(FleetTestHost.StartAsync<global::PingBot.PingBot>(o => o
            .Bot(bot => bot.Setting("commandsPerSecond", "many"))));

        failure.Message.ShouldContain("commandsPerSecond: from 0 to 10000, not \"many\".");
    }

    private static Task<FleetTestHost> StartAsync() => FleetTestHost.StartAsync<global::PingBot.PingBot>(o => o
        .Clusters(2)
        .Service<MessageCounter>("stats")
        .Channels("ada", "bob"));
}

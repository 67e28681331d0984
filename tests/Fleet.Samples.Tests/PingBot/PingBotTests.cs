using Fleet.TestKit.Ipc;
using Fleet.TestKit.Time;
using StatsService;
using TwitchSimulator;
using TwitchSimulator.Engine;

namespace Fleet.Samples.Tests.PingBot;

public sealed class PingBotTests
{
    private static readonly string[] Channels = ["ada", "grace"];

    [Fact]
    public async Task Questions_OfAWholeDemo_AreAllAnsweredOnceAcrossRestarts()
    {
        await using var chat = new SimulatedChat(
            new SimulatorSettings { Port = 0, MessagesPerSecond = 0, Channels = Channels, PingShare = 0.4, StatsShare = 0.2, AnswerDeadlineSeconds = 30 }, TimeProvider.System);
        chat.Start();
        var fleet = new InMemoryFleet();
        await using var stats = new WorkerUnderTest<MessageCounter>(fleet.Add(SlotName.Service("stats")), WorkerName.Parse("stats#1"), []);
        await stats.StartAsync();
        await stats.ActivateAsync();

        var bot = await StartBotAsync(fleet, chat.Port, 1);
        await bot.ActivateAsync();
        for (var incarnation = 2; incarnation <= 6; incarnation++)
        {
            // The successor is there before the talk, as it would be: standby lasts longer than a message travels.
            var next = await StartBotAsync(fleet, chat.Port, incarnation);
            chat.Talk(100);
            var states = await bot.DeactivateAsync();
            chat.Talk(50);
            await next.ActivateAsync(states);
            chat.Talk(50);
            await chat.SettledAsync().WithDeadline();
            await bot.DisposeAsync();
            bot = next;
        }
        var report = chat.Report();
        (report.Sent, report.Missing, report.Double, report.Late, report.Unexpected).ShouldBe((1_000, 0, 0, 0, 0));
        report.Answered.ShouldBeGreaterThan(500);
        bot.Log.Lines.ShouldContain("cluster-0#6 now acts for 2 channels.");
        await bot.DisposeAsync();
        stats.Stats()["counted"].ShouldBe(1_000);
    }

    [Fact]
    public async Task Restart_ThatIsGivenUp_LosesNothing()
    {
        await using var chat = Quizzing();
        var fleet = new InMemoryFleet();
        await using var bot = await StartBotAsync(fleet, chat.Port, 1);
        await bot.ActivateAsync();
        await using (await StartBotAsync(fleet, chat.Port, 2))
        {
            chat.Talk(100);
            await bot.DeactivateAsync();
            chat.Talk(100);
        }
        await bot.ActivateAsync();
        await chat.SettledAsync().WithDeadline();

        var report = chat.Report();
        (report.Answered, report.Missing, report.Double).ShouldBe((200, 0, 0));
    }

    [Fact]
    public async Task Reconnect_AskedForByTheServer_LosesNothing()
    {
        await using var chat = Quizzing();
        await using var bot = await StartBotAsync(new InMemoryFleet(), chat.Port, 1);
        await bot.ActivateAsync();
        chat.AskToReconnect();

        // Both connections of the change are up for a while; no question in it may be lost or answered twice.
        var overlapped = false;
        using var deadline = new CancellationTokenSource(Deadlines.Default);
        while (!overlapped || chat.Report().Connections > 1)
        {
            deadline.Token.ThrowIfCancellationRequested();
            chat.Talk(1);
            await chat.SettledAsync().WithDeadline();
            overlapped |= chat.Report().Connections > 1;
        }
        var report = chat.Report();
        (report.Missing, report.Double, report.Expected).ShouldBe((0, 0, report.Answered));
        report.Expected.ShouldBe(report.Sent);
    }

    [Fact]
    public async Task Connection_ThatIsCut_IsMadeAgain()
    {
        await using var chat = Quizzing();
        await using var bot = await StartBotAsync(new InMemoryFleet(), chat.Port, 1);
        await bot.ActivateAsync();
        chat.DropConnections();
        await using var observer = await TwitchSimulator.RawClient.ConnectAsync(chat.Port);
        using var deadline = new CancellationTokenSource(Deadlines.Default);
        while (bot.Stats()["reconnects"] == 0 || chat.Report().JoinedRooms < Channels.Length)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await observer.SettleAsync();
        }
        chat.Talk(20);
        await chat.SettledAsync().WithDeadline();

        chat.Report().Answered.ShouldBe(20);
        chat.Report().Double.ShouldBe(0);
    }

    [Fact]
    public async Task Stats_WithoutTheirService_AreSaidToBeUnavailable()
    {
        await using var chat = new SimulatedChat(
            new SimulatorSettings { Port = 0, MessagesPerSecond = 0, Channels = Channels, PingShare = 0, StatsShare = 1 }, TimeProvider.System);
        chat.Start();
        await using var bot = await StartBotAsync(new InMemoryFleet(), chat.Port, 1, ("commandsPerSecond", "500"));
        await bot.ActivateAsync();
        await using var reader = await TwitchSimulator.RawClient.JoinAsync(chat.Port, "reader", "ada");
        chat.Talk(1);

        (await reader.NextAsync("not available")).ShouldContain("reply-parent-msg-id=");
        while (bot.Stats()["commandFailures"] < 10) await Task.Yield();
        await bot.DeactivateAsync();
        var figures = bot.Stats();
        figures["commandFailures.NoSuchTarget"].ShouldBe(figures["commands"]);
        figures["messages"].ShouldBe(1);
    }

    private static SimulatedChat Quizzing()
    {
        var chat = new SimulatedChat(
            new SimulatorSettings { Port = 0, MessagesPerSecond = 0, Channels = Channels, PingShare = 1, StatsShare = 0, AnswerDeadlineSeconds = 30 }, TimeProvider.System);
        chat.Start();
        return chat;
    }

    private static async Task<WorkerUnderTest<global::PingBot.PingBot>> StartBotAsync(InMemoryFleet fleet, int port, int incarnation, params (string, string)[] more)
    {
        var bot = new WorkerUnderTest<global::PingBot.PingBot>(
            fleet.Add(SlotName.Cluster(0), incarnation),
            new WorkerName(SlotName.Cluster(0), incarnation),
            Channels,
            [("endpoint", $"irc://127.0.0.1:{port}"), ("login", "pingbot"), ("token", "oauth:simulated"), ("limits", "false"), .. more]);
        await bot.StartAsync();
        return bot;
    }
}

using Fleet.TestKit.Time;
using TwitchSimulator;
using TwitchSimulator.Engine;

namespace Fleet.Samples.Tests.TwitchSimulator.Engine;

public sealed class SimulatedChatTests
{
    [Fact]
    public async Task Viewers_AreSilentUntilABotHasJoined()
    {
        await using var chat = Start(new ManualTime());
        chat.Talk(10);
        chat.Report().Sent.ShouldBe(0);

        await using var bot = await RawClient.JoinAsync(chat.Port, "bot", "ada");
        chat.Talk(10);
        (await bot.SettleAsync()).Count.ShouldBe(10);
        chat.Report().Sent.ShouldBe(10);
    }

    [Fact]
    public async Task Viewers_OfOneSeed_SayTheSame()
    {
        var said = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var chat = Start(new ManualTime());
            await using var bot = await RawClient.JoinAsync(chat.Port, "bot", "ada");
            chat.Talk(50);
            said.Add(string.Join('\n', await bot.SettleAsync()));
        }
        said[0].ShouldBe(said[1]);
        said[0].ShouldContain("!ping");
    }

    [Fact]
    public async Task Viewers_KeepTheirRate()
    {
        var time = new ManualTime();
        await using var chat = Start(time);
        await using var bot = await RawClient.JoinAsync(chat.Port, "bot", "ada");
        chat.MessagesPerSecond = 200;
        for (var i = 0; i < 100; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            for (var lines = 0; lines < 4; lines++) await bot.NextAsync("PRIVMSG");
        }
        chat.Report().Sent.ShouldBe(400);
    }

    [Fact]
    public async Task Answers_AreCountedByWhatTheyReplyTo()
    {
        var time = new ManualTime();
        await using var chat = Start(time, pingShare: 1);
        await using var bot = await RawClient.JoinAsync(chat.Port, "bot", "ada");
        chat.Talk(3);
        var ids = (await bot.SettleAsync()).Select(IdOf).ToArray();
        time.Advance(TimeSpan.FromSeconds(2));
        await AnswerAsync(bot, ids[0], ids[0], ids[1], "stray");

        var report = chat.Report();
        (report.Expected, report.Answered, report.Double, report.Missing, report.InFlight, report.Unexpected, report.FromBots).ShouldBe((3, 2, 1, 0, 1, 1, 4));
        report.P50Milliseconds.ShouldBe(2_000, 1);
        time.Advance(TimeSpan.FromSeconds(8.1));
        chat.Report().Missing.ShouldBe(1);

        await AnswerAsync(bot, ids[2], ids[2]);
        report = chat.Report();
        (report.Answered, report.Missing, report.Late, report.Double, report.InFlight).ShouldBe((2, 1, 1, 2, 0));
        report.MaxMilliseconds.ShouldBe(10_100, 1);
    }

    [Fact]
    public async Task Questions_ThatNoConnectionHeard_AreExpectedOfNobody()
    {
        var time = new ManualTime();
        await using var chat = Start(time, pingShare: 1);
        await using (var bot = await RawClient.JoinAsync(chat.Port, "bot", "ada"))
        {
            await bot.SendAsync("PART #ada");
            await bot.SettleAsync();
            chat.Talk(5);
        }
        time.Advance(TimeSpan.FromSeconds(20));

        var report = chat.Report();
        (report.Sent, report.Expected, report.Missing).ShouldBe((5, 0, 0));
    }

    [Fact]
    public async Task Client_ThatDoesNotRead_IsDisconnectedAndCounted()
    {
        await using var chat = Start(new ManualTime());
        await using var bot = await RawClient.JoinAsync(chat.Port, "lazy", "ada");
        await using var other = await RawClient.JoinAsync(chat.Port, "other", "ada");
        while (chat.Report().SlowConnections == 0)
        {
            chat.Talk(500);
            await other.SettleAsync();
        }
        chat.Report().Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Server_PingsTheSilentAndClosesTheDead()
    {
        var time = new ManualTime();
        await using var chat = Start(time);
        await using var bot = await RawClient.JoinAsync(chat.Port, "bot", "ada");
        time.Advance(TimeSpan.FromSeconds(61));
        (await bot.NextAsync()).ShouldBe("PING :tmi.twitch.tv");
        time.Advance(TimeSpan.FromSeconds(20));

        (await bot.NextAsync()).ShouldBeNull();
    }

    private static async Task AnswerAsync(RawClient bot, params string[] ids)
    {
        await bot.SendAsync([.. ids.Select(id => $"@reply-parent-msg-id={id} PRIVMSG #ada :Pong!")]);
        await bot.SettleAsync();
    }

    private static string IdOf(string line) => line.Split(";id=")[1].Split(';')[0];

    private static SimulatedChat Start(ManualTime time, double pingShare = 0.2)
    {
        var settings = new SimulatorSettings { Port = 0, MessagesPerSecond = 0, Channels = ["ada"], PingShare = pingShare, StatsShare = 0 };
        var chat = new SimulatedChat(settings, time);
        chat.Start();
        return chat;
    }
}

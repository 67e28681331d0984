using System.Net.WebSockets;
using System.Text;
using Fleet.TestKit.Time;
using TwitchSimulator;
using TwitchSimulator.Engine;

namespace Fleet.Samples.Tests.TwitchSimulator.Engine;

public sealed class ProtocolTests
{
    [Fact]
    public async Task Login_IsGreetedAsTwitchDoes()
    {
        await using var chat = Start();
        await using var client = await RawClient.ConnectAsync(chat.Port);
        await client.SendAsync("CAP REQ :twitch.tv/tags twitch.tv/commands", "PASS oauth:x", "NICK Bot");

        (await client.SettleAsync()).ShouldBe([
            ":tmi.twitch.tv CAP * ACK :twitch.tv/tags twitch.tv/commands",
            ":tmi.twitch.tv 001 bot :Welcome, GLHF!",
            ":tmi.twitch.tv 002 bot :Your host is tmi.twitch.tv",
            ":tmi.twitch.tv 003 bot :This server is rather new",
            ":tmi.twitch.tv 004 bot :-",
            ":tmi.twitch.tv 375 bot :-",
            ":tmi.twitch.tv 372 bot :You are in a maze of twisty passages, all alike.",
            ":tmi.twitch.tv 376 bot :>",
            "@badge-info=;badges=;color=;display-name=bot;emote-sets=0;user-id=604182;user-type= :tmi.twitch.tv GLOBALUSERSTATE",
        ]);
    }

    [Fact]
    public async Task Capabilities_Unknown_AreRefused()
    {
        await using var chat = Start();
        await using var client = await RawClient.ConnectAsync(chat.Port);
        await client.SendAsync("CAP REQ :twitch.tv/tags twitch.tv/foo", "CAP LS 302");

        (await client.SettleAsync()).ShouldBe([
            ":tmi.twitch.tv CAP * NAK :twitch.tv/tags twitch.tv/foo",
            ":tmi.twitch.tv CAP * LS :twitch.tv/membership twitch.tv/tags twitch.tv/commands",
        ]);
    }

    [Theory]
    [InlineData("PASS oauth:refused", ":tmi.twitch.tv NOTICE * :Login authentication failed")]
    [InlineData("PASS nonsense", ":tmi.twitch.tv NOTICE * :Improperly formatted auth")]
    [InlineData("USER x", ":tmi.twitch.tv NOTICE * :Improperly formatted auth")]
    public async Task Login_ThatIsWrong_IsRefusedAndClosed(string pass, string notice)
    {
        await using var chat = Start();
        await using var client = await RawClient.ConnectAsync(chat.Port);
        await client.SendAsync(pass, "NICK bot");

        (await client.NextAsync()).ShouldBe(notice);
        (await client.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Join_OfAList_IsConfirmedPerChannelAndSilentForUnknownOnes()
    {
        await using var chat = Start();
        await using var client = await RawClient.ConnectAsync(chat.Port);
        await client.SendAsync("CAP REQ :twitch.tv/tags twitch.tv/commands", "PASS oauth:x", "NICK bot");
        await client.SettleAsync();
        await client.SendAsync("JOIN #ada,#nosuch,#Grace,bad");

        var lines = await client.SettleAsync();
        lines.Count.ShouldBe(10);
        lines[0].ShouldBe(":bot!bot@bot.tmi.twitch.tv JOIN #ada");
        lines[1].ShouldBe(":bot.tmi.twitch.tv 353 bot = #ada :bot");
        lines[2].ShouldBe(":bot.tmi.twitch.tv 366 bot #ada :End of /NAMES list");
        lines[3].ShouldEndWith(":tmi.twitch.tv USERSTATE #ada");
        lines[4].ShouldStartWith("@emote-only=0;followers-only=-1;r9k=0;room-id=");
        lines[4].ShouldEndWith(";slow=0;subs-only=0 :tmi.twitch.tv ROOMSTATE #ada");
        lines[9].ShouldEndWith(":tmi.twitch.tv ROOMSTATE #grace");

        await client.SendAsync("PART #ada", "PART #ada", "DANCE now");
        (await client.SettleAsync()).ShouldBe([":bot!bot@bot.tmi.twitch.tv PART #ada", ":tmi.twitch.tv 421 bot DANCE :Unknown command"]);
    }

    [Fact]
    public async Task Message_GoesToEverybodyInTheRoomButTheConnectionThatWroteIt()
    {
        await using var chat = Start();
        await using var one = await RawClient.JoinAsync(chat.Port, "one", "ada");
        await using var sameAccount = await RawClient.JoinAsync(chat.Port, "one", "ada");
        await using var two = await RawClient.JoinAsync(chat.Port, "two", "ada");
        await using var elsewhere = await RawClient.JoinAsync(chat.Port, "three", "grace");
        await one.SendAsync("@reply-parent-msg-id=p PRIVMSG #ada :hello   : there ");

        var own = (await one.SettleAsync()).ShouldHaveSingleItem();
        own.ShouldContain(" USERSTATE #ada");
        var id = own.Split("id=")[1].Split(';')[0];
        foreach (var reader in new[] { sameAccount, two })
        {
            var heard = (await reader.SettleAsync()).ShouldHaveSingleItem();
            heard.ShouldEndWith(" :one!one@one.tmi.twitch.tv PRIVMSG #ada :hello : there");
            heard.ShouldContain($";id={id};");
            heard.ShouldContain(";reply-parent-msg-id=p;");
        }
        (await elsewhere.SettleAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Message_LongerThanFiveHundredCharacters_IsCut()
    {
        await using var chat = Start();
        await using var one = await RawClient.JoinAsync(chat.Port, "one", "ada");
        await using var two = await RawClient.JoinAsync(chat.Port, "two", "ada");
        await one.SendAsync("PRIVMSG #ada :" + string.Concat(Enumerable.Repeat("👋", 501)));

        (await two.NextAsync("PRIVMSG")).Split("#ada :")[1].EnumerateRunes().Count().ShouldBe(500);
    }

    [Fact]
    public async Task Anonymous_ReadsAndCannotWrite()
    {
        await using var chat = Start();
        await using var anonymous = await RawClient.ConnectAsync(chat.Port);
        await anonymous.SendAsync("NICK justinfan7", "JOIN #ada", "PRIVMSG #ada :hi");
        await using var two = await RawClient.JoinAsync(chat.Port, "two", "ada");
        (await anonymous.SettleAsync()).Count.ShouldBe(10);
        await two.SendAsync("PRIVMSG #ada :hello");

        // Without the capability it is told without tags.
        (await anonymous.NextAsync("PRIVMSG")).ShouldBe(":two!two@two.tmi.twitch.tv PRIVMSG #ada :hello");
        (await two.SettleAsync()).ShouldNotContain(line => line.Contains("justinfan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WebSocket_OnTheSamePort_SpeaksTheSame()
    {
        await using var chat = Start();
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("irc");
        using var deadline = new CancellationTokenSource(Deadlines.Default);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{chat.Port}"), deadline.Token);
        socket.SubProtocol.ShouldBe("irc");
        await socket.SendAsync("NICK justinfan1"u8.ToArray(), WebSocketMessageType.Text, true, deadline.Token);

        var text = "";
        var buffer = new byte[4_096];
        while (!text.Contains(" 376 ", StringComparison.Ordinal))
            text += Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, deadline.Token)).Count);
        text.ShouldStartWith(":tmi.twitch.tv 001 justinfan1 :Welcome, GLHF!\r\n");
    }

    [Fact]
    public async Task HostileBytes_HurtNobodyElse()
    {
        await using var chat = Start();
        await using var good = await RawClient.JoinAsync(chat.Port, "good", "ada");
        var random = new Random(9);
        for (var round = 0; round < 30; round++)
        {
            using var bad = new System.Net.Sockets.TcpClient();
            await bad.ConnectAsync("127.0.0.1", chat.Port).WithDeadline();
            var bytes = new byte[random.Next(1, 40_000)];
            random.NextBytes(bytes);
            if (round % 3 == 0) "GET / HTTP/1.1\r\n\r\n"u8.CopyTo(bytes.Length > 20 ? bytes : bytes = new byte[20]);
            try
            {
                await bad.GetStream().WriteAsync(bytes);
            }
            catch (IOException)
            {
                // It was shown the door while it still talked.
            }
        }
        (await good.SettleAsync()).ShouldBeEmpty();
    }

    private static SimulatedChat Start()
    {
        var chat = new SimulatedChat(new SimulatorSettings { Port = 0, MessagesPerSecond = 0, Channels = ["ada", "grace"] }, TimeProvider.System);
        chat.Start();
        return chat;
    }
}

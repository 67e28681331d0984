using Fleet.TestKit.Time;
using Fleet.Twitch.Irc;
using static Fleet.Twitch.Tests.Inbox.Messages;

namespace Fleet.Twitch.Tests.Connections;

public sealed class ChatConnectionTests
{
    [Fact]
    public async Task Ping_IsAnsweredWithItsText()
    {
        await using var test = new ChatUnderTest();
        var server = await test.StartAsync();
        server.Send("PING :tmi.twitch.tv", "PING :a\0b");

        (await server.NextAsync("PONG")).ShouldBe("PONG :tmi.twitch.tv");
        (await server.NextAsync("PONG")).ShouldBe("PONG :tmi.twitch.tv");
    }

    [Fact]
    public async Task Silence_IsProbedAndThenEnded()
    {
        await using var test = new ChatUnderTest();
        test.Server.Pongs = false;
        var server = await test.StartAsync();
        await test.PassAsync(() => test.Server.Attempts == 2);

        (await server.NextAsync("PING")).ShouldBe("PING :fleet");
        server.IsDisposed.ShouldBeTrue();
        test.Time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(20));
        test.Chat.Channels.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Silence_ThatAPongBreaks_EndsNothing()
    {
        await using var test = new ChatUnderTest();
        var server = await test.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            test.Time.Advance(TimeSpan.FromSeconds(15.5));
            (await server.NextAsync("PING")).ShouldBe("PING :fleet");
            await server.TakenAsync();
        }
        test.Server.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Connection_ThatBreaks_IsMadeAgainAndJoined()
    {
        await using var test = new ChatUnderTest();
        var first = await test.StartAsync();
        first.Close();
        await test.PassAsync(() => test.Server.Attempts == 2);
        var second = await test.Server.NextAsync();

        (await second.NextAsync("JOIN")).ShouldBe("JOIN #room");
        await second.TakenAsync();
        test.Chat.Channels[0].IsJoined.ShouldBeTrue();
        test.Chat.Reconnects.ShouldBe(1);
    }

    [Fact]
    public async Task Send_WhileDisconnected_GoesOverTheNextConnection()
    {
        var patient = new TwitchOptions { Endpoint = "irc://127.0.0.1:1", Login = "bot", Token = "x", SendTimeoutSeconds = 300 };
        await using var test = new ChatUnderTest(options: patient);
        var first = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        test.Server.IsDown = true;
        first.Close();
        await test.PassAsync(() => test.Server.Attempts > 1);
        var sending = test.Chat.SendAsync("room", "still here");
        var connecting = test.Server.NextAsync();
        test.Server.IsDown = false;
        await test.PassAsync(() => connecting.IsCompleted);

        await sending.WithDeadline();
        (await (await connecting).NextAsync("PRIVMSG")).ShouldEndWith(":still here");
    }

    [Fact]
    public async Task Send_WithoutAnyConnection_FailsAtItsDeadline()
    {
        await using var test = new ChatUnderTest();
        var first = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        test.Server.IsDown = true;
        first.Close();
        await test.PassAsync(() => test.Server.Attempts > 1);
        var sending = test.Chat.SendAsync("room", "hello?");
        await test.PassAsync(() => sending.IsCompleted);

        (await Should.ThrowAsync<ChatSendException>(sending)).Error.ShouldBe(ChatSendError.NotConnected);
    }

    [Fact]
    public async Task Send_OverABrokenConnection_SaysThatItMayHaveArrived()
    {
        await using var test = new ChatUnderTest();
        var server = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        server.IsBroken = true;

        (await Should.ThrowAsync<ChatSendException>(test.Chat.SendAsync("room", "hi").WithDeadline())).Error.ShouldBe(ChatSendError.ConnectionLost);
        await test.PassAsync(() => test.Server.Attempts == 2);
    }

    [Fact]
    public async Task Failures_InARow_AreSpacedEverFurther()
    {
        await using var test = new ChatUnderTest();
        test.Server.IsDown = true;
        var start = test.Chat.StartAsync();
        await test.PassAsync(() => test.Server.Attempts >= 10, TimeSpan.FromMilliseconds(50));

        // With a chance of one half the pauses are three quarters of 2, 4, 8 … 120 s.
        test.Time.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.75 * (2 + 4 + 8 + 16 + 32 + 64 + 3 * 120) - 1));
        start.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Reconnect_OrderedByTheServer_LosesNoMessage()
    {
        await using var test = new ChatUnderTest();
        var old = await test.StartAsync();
        test.Server.Confirms = false;
        old.Send(":tmi.twitch.tv RECONNECT");
        await test.PassAsync(() => test.Server.Attempts == 2);
        var next = await test.Server.NextAsync();
        await next.NextAsync("JOIN");

        // Both connections are up: the old one still delivers, and what both deliver counts once.
        old.Send(Line("m1"), Line("m2"), "PING :old");
        await old.NextAsync("PONG :old");
        next.Send(":bot.tmi.twitch.tv 366 bot #room :End of /NAMES list", Line("m2"), Line("m3"), "PING :next");
        await next.NextAsync("PONG :next");

        test.Chat.MessagesReceived.ShouldBe(3);
        test.Chat.DuplicatesDropped.ShouldBe(1);
        await old.Disposed.WithDeadline();
        test.Chat.Channels[0].IsJoined.ShouldBeTrue();
        next.IsDisposed.ShouldBeFalse();
    }

    [Fact]
    public async Task Line_LongerThanAnyMayBe_EndsTheConnection()
    {
        await using var test = new ChatUnderTest();
        var server = await test.StartAsync();
        server.SendRaw(new byte[IrcLineBuffer.LongestLine + 1]);
        await test.PassAsync(() => test.Server.Attempts == 2);

        server.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task Server_ThatNeverGreets_IsLeftAfterTheLoginDeadline()
    {
        await using var test = new ChatUnderTest();
        test.Server.Greets = false;
        var start = test.Chat.StartAsync();
        await test.PassAsync(() => test.Server.Attempts == 2);

        test.Time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
        start.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Server_WithoutTags_IsLeft()
    {
        await using var test = new ChatUnderTest();
        test.Server.Greets = false;
        var start = test.Chat.StartAsync();
        var server = await test.Server.NextAsync();
        server.Send(":tmi.twitch.tv CAP * NAK :twitch.tv/tags twitch.tv/commands");
        await test.PassAsync(() => test.Server.Attempts == 2);

        server.IsDisposed.ShouldBeTrue();
        start.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Part_OfThisAccount_IsAskedForAgainLater()
    {
        await using var test = new ChatUnderTest();
        var server = await test.StartAsync();
        await server.NextAsync("JOIN");
        server.Send(":bot!bot@bot.tmi.twitch.tv PART #room", "PING :check");
        await server.NextAsync("PONG :check");

        test.Chat.Channels[0].IsJoined.ShouldBeFalse();
        await test.PassAsync(() => test.Chat.Channels[0].IsJoined, server);
        test.Time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Dispose_EndsEverything()
    {
        var test = new ChatUnderTest();
        var server = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        await test.DisposeAsync();
        await test.DisposeAsync();

        server.IsDisposed.ShouldBeTrue();
        test.Time.Advance(TimeSpan.FromHours(1));
        test.Server.Attempts.ShouldBe(1);
    }
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using Fleet.TestKit.Time;
using Fleet.Twitch.Inbox;
using static Fleet.Twitch.Tests.Inbox.Messages;

namespace Fleet.Twitch.Tests;

public sealed class TwitchChatTests
{
    [Fact]
    public async Task Start_LogsInAndJoinsEveryChannel()
    {
        await using var test = new ChatUnderTest(channels: ["#Ada", "grace", "no such"]);

        var joins = await test.Chat.StartAsync().WithDeadline();
        var server = await test.Server.NextAsync();

        (await server.NextAsync()).ShouldBe("CAP REQ :twitch.tv/tags twitch.tv/commands");
        (await server.NextAsync()).ShouldBe("PASS oauth:secret");
        (await server.NextAsync()).ShouldBe("NICK bot");
        (await server.NextAsync()).ShouldBe("JOIN #ada,#grace");
        joins.Select(join => (join.Channel, join.IsJoined)).ShouldBe([("ada", true), ("grace", true), ("no such", false)]);
        joins[2].Reason.ShouldContain("1 to 25");
    }

    [Fact]
    public async Task Start_Anonymously_SendsNoToken()
    {
        await using var test = new ChatUnderTest(options: new TwitchOptions { Endpoint = "irc://127.0.0.1:1" });
        var server = await test.StartAsync();

        (await server.NextAsync()).ShouldStartWith("CAP REQ");
        (await server.NextAsync()).ShouldStartWith("NICK justinfan");
        await test.Chat.ActivateAsync(null, default);
        (await Should.ThrowAsync<ChatSendException>(test.Chat.SendAsync("room", "hi"))).Error.ShouldBe(ChatSendError.Anonymous);
    }

    [Fact]
    public async Task Start_WithRefusedLogin_FailsAndNeverTriesAgain()
    {
        await using var test = new ChatUnderTest();
        test.Server.Greets = false;
        var start = test.Chat.StartAsync();
        var server = await test.Server.NextAsync();
        server.Send(":tmi.twitch.tv NOTICE * :Login authentication failed");

        (await Should.ThrowAsync<ChatLoginException>(start.WithDeadline())).Message.ShouldNotContain("secret");
        test.Time.Advance(TimeSpan.FromHours(1));
        test.Server.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Start_WithSilentChannel_ReportsItAtTheDeadline()
    {
        await using var test = new ChatUnderTest();
        test.Server.Confirms = false;
        var start = test.Chat.StartAsync();
        var server = await test.Server.NextAsync();
        await server.NextAsync("JOIN");
        await test.PassAsync(() => start.IsCompleted, server);

        var join = (await start).ShouldHaveSingleItem();
        join.IsJoined.ShouldBeFalse();
        join.Reason.ShouldContain("may not exist");
    }

    [Fact]
    public async Task Start_WithSuspendedChannel_ReportsWhatTheServerSaid()
    {
        await using var test = new ChatUnderTest();
        test.Server.Confirms = false;
        var start = test.Chat.StartAsync();
        var server = await test.Server.NextAsync();
        await server.NextAsync("JOIN");
        server.Send("@msg-id=msg_channel_suspended :tmi.twitch.tv NOTICE #room :This channel has been suspended.");

        (await start.WithDeadline()).Single().Reason.ShouldBe("This channel has been suspended.");
    }

    [Fact]
    public async Task Start_AtADeadServer_EndsWithItsToken()
    {
        await using var test = new ChatUnderTest();
        test.Server.IsDown = true;
        using var deadline = new CancellationTokenSource();
        var start = test.Chat.StartAsync(deadline.Token);
        await test.PassAsync(() => test.Server.Attempts >= 4);
        await deadline.CancelAsync();

        // Awaited as it is: a wait around it would lose the words.
        await Task.WhenAny(start).WithDeadline();
        (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start)).Message.ShouldContain("Unreachable");
    }

    [Fact]
    public async Task Joins_OfManyChannels_KeepTheLimit()
    {
        await using var test = new ChatUnderTest(options: ChatUnderTest.Options(limits: true), channels: [.. Enumerable.Range(0, 50).Select(i => $"c{i}")]);
        var start = test.Chat.StartAsync();
        var server = await test.Server.NextAsync();

        var first = (await server.NextAsync("JOIN")).Split(',').Length + (await server.NextAsync("JOIN")).Split(',').Length;
        first.ShouldBe(18);
        await test.PassAsync(() => start.IsCompleted, server);

        (await start).ShouldAllBe(join => join.IsJoined);
        test.Time.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(24));
    }

    [Fact]
    public async Task Message_InStandby_WaitsForActivation()
    {
        await using var test = new ChatUnderTest();
        var handled = Handled(test.Chat);
        var server = await test.StartAsync();
        server.Send(Line("m1"), Line("m2"), "PING :check");
        await server.NextAsync("PONG :check");

        handled.Reader.Count.ShouldBe(0);
        test.Chat.MessagesReceived.ShouldBe(2);
        await test.Chat.ActivateAsync(null, default);

        (await NextAsync(handled)).ShouldBe("m1");
        (await NextAsync(handled)).ShouldBe("m2");
    }

    [Fact]
    public async Task Message_ThatWaitedAtAPredecessor_IsTakenOnlyByTheWorkerThatHasItsChannelNow()
    {
        await using var test = new ChatUnderTest();
        var handled = Handled(test.Chat);
        await test.StartAsync();

        await test.Chat.ActivateAsync(new InboxHandover([], TimeSpan.FromSeconds(90), [Line("elsewhere", "elsewhere"), Line("here")]).ToState(), default);

        (await NextAsync(handled)).ShouldBe("here");
        test.Chat.MessagesReceived.ShouldBe(1);
    }

    [Fact]
    public async Task Message_OfThisAccountOrAnotherRoom_IsNotHandled()
    {
        await using var test = new ChatUnderTest();
        var handled = Handled(test.Chat);
        var server = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        server.Send(Line("own", sender: "bot"), Line("elsewhere", "elsewhere"), Line("m"));

        (await NextAsync(handled)).ShouldBe("m");
    }

    [Fact]
    public async Task Message_Parts_AreWhatWasSent()
    {
        await using var test = new ChatUnderTest();
        var message = new TaskCompletionSource<ChatMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        test.Chat.OnMessage((received, _) =>
        {
            message.TrySetResult(received);
            return Task.CompletedTask;
        });
        var server = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        server.Send("@badges=vip/1;display-name=Ada;id=x;tmi-sent-ts=1700000000000 :ada!ada@ada.tmi.twitch.tv PRIVMSG #room :\u0001ACTION waves\u0001");

        var it = await message.Task.WithDeadline();
        (it.Channel, it.Sender, it.DisplayName, it.Text, it.IsAction, it.Tag("badges")).ShouldBe(("room", "ada", "Ada", "waves", true, "vip/1"));
        it.SentAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    }

    [Fact]
    public async Task Reply_CarriesTheIdOfItsMessage()
    {
        await using var test = new ChatUnderTest();
        test.Chat.OnMessage((message, ct) => message.ReplyAsync("Pong!", ct));
        var server = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        server.Send(Line("m1"));

        (await server.NextAsync("@")).ShouldBe("@reply-parent-msg-id=m1 PRIVMSG #room :Pong!");
    }

    [Theory]
    [InlineData("room", "", ChatSendError.BadText)]
    [InlineData("room", "a\r\nQUIT", ChatSendError.BadText)]
    [InlineData("room", "a\0", ChatSendError.BadText)]
    [InlineData("ro om", "a", ChatSendError.BadChannel)]
    [InlineData("a,b", "a", ChatSendError.BadChannel)]
    public async Task Send_OfWhatCannotBeSent_SaysWhy(string channel, string text, ChatSendError error)
    {
        await using var test = new ChatUnderTest();
        await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);

        (await Should.ThrowAsync<ChatSendException>(test.Chat.SendAsync(channel, text))).Error.ShouldBe(error);
    }

    [Fact]
    public async Task Send_OfTooMuch_IsRefusedAndNeverCut()
    {
        await using var test = new ChatUnderTest();
        var server = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);

        (await Should.ThrowAsync<ChatSendException>(test.Chat.SendAsync("room", new string('x', 501)))).Error.ShouldBe(ChatSendError.TooLong);
        await test.Chat.SendAsync("room", new string('x', 500)).WithDeadline();
        (await server.NextAsync("PRIVMSG")).Length.ShouldBe("PRIVMSG #room :".Length + 500);
    }

    [Fact]
    public async Task Deactivation_WhileAMessageIsOnItsWay_TakesItAlong()
    {
        await using var test = new ChatUnderTest();
        var handled = new ConcurrentQueue<string>();
        test.Chat.OnMessage((message, _) =>
        {
            handled.Enqueue(message.Text);
            return Task.CompletedTask;
        });
        var server = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        test.Server.Pongs = false;
        var deactivation = test.Chat.DeactivateAsync(default);
        var ping = await server.NextAsync("PING");

        // A successor that joined after this was said never hears it. The answer to the PING stands behind it.
        server.Send(Line("m1"), $":tmi.twitch.tv PONG tmi.twitch.tv {ping[5..]}");
        var state = await deactivation.WithDeadline();

        // Handled here, or left to the successor; not lost.
        (handled.Count + InboxHandover.FromState(state)!.Waiting.Count).ShouldBe(1);
    }

    [Fact]
    public async Task Send_InStandby_IsRefusedButNotFromHandlersInHand()
    {
        await using var test = new ChatUnderTest();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var after = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? leftBehind = null;
        test.Chat.OnMessage(async (message, ct) =>
        {
            leftBehind = LateAsync();
            entered.SetResult();
            await go.Task;
            await message.ReplyAsync("done", ct);

            async Task LateAsync()
            {
                await after.Task;
                await message.ReplyAsync("too late", ct);
            }
        });
        var server = await test.StartAsync();
        (await Should.ThrowAsync<ChatSendException>(test.Chat.SendAsync("room", "hi"))).Error.ShouldBe(ChatSendError.Standby);

        await test.Chat.ActivateAsync(null, default);
        server.Send(Line("m1"));
        await entered.Task.WithDeadline();
        var deactivation = test.Chat.DeactivateAsync(default);
        await test.PassAsync(() => !test.Chat.IsActive);
        (await Should.ThrowAsync<ChatSendException>(test.Chat.SendAsync("room", "hi"))).Error.ShouldBe(ChatSendError.Standby);
        deactivation.IsCompleted.ShouldBeFalse();
        go.SetResult();

        (await server.NextAsync("@")).ShouldEndWith(":done");
        await deactivation.WithDeadline();
        after.SetResult();
        (await Should.ThrowAsync<ChatSendException>(leftBehind!.WithDeadline())).Error.ShouldBe(ChatSendError.Standby);
    }

    [Fact]
    public async Task Send_OverTheLimit_WaitsForAPermitOrFails()
    {
        var options = new TwitchOptions { Endpoint = "irc://127.0.0.1:1", Login = "bot", Token = "x", MessagesPerWindow = 2, MessageWindowSeconds = 10, SendTimeoutSeconds = 15 };
        await using var test = new ChatUnderTest(options: options);
        var server = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        await test.Chat.SendAsync("room", "1").WithDeadline();
        await test.Chat.SendAsync("room", "2").WithDeadline();
        var waiting = Enumerable.Range(3, 3).Select(i => test.Chat.SendAsync("room", $"{i}")).ToArray();

        waiting.ShouldAllBe(task => !task.IsCompleted);
        await test.PassAsync(() => waiting.All(task => task.IsCompleted), server);

        waiting.Count(task => task.IsCompletedSuccessfully).ShouldBe(2);
        var failed = waiting.Single(task => task.IsFaulted);
        ((ChatSendException)failed.Exception!.InnerException!).Error.ShouldBe(ChatSendError.RateLimited);
        server.IsDisposed.ShouldBeFalse();
    }

    [Fact]
    public async Task Handlers_OfOneChannel_RunOneAtATimeAndBesideOtherChannels()
    {
        await using var test = new ChatUnderTest(channels: ["slow", "quick"]);
        var entered = Channel.CreateUnbounded<string>();
        var go = new SemaphoreSlim(0);
        test.Chat.OnMessage(async (message, _) =>
        {
            entered.Writer.TryWrite(message.Id);
            if (message.Channel == "slow") await go.WaitAsync(CancellationToken.None);
        });
        var server = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        server.Send(Line("s1", "slow"), Line("s2", "slow"), Line("q1", "quick"), Line("q2", "quick"));

        var first = new[] { await NextAsync(entered), await NextAsync(entered), await NextAsync(entered) };
        first.Order().ShouldBe(["q1", "q2", "s1"]);
        go.Release();
        (await NextAsync(entered)).ShouldBe("s2");
        go.Release();
    }

    [Fact]
    public async Task Handler_ThatThrows_IsCountedAndHoldsNothingUp()
    {
        await using var test = new ChatUnderTest();
        test.Chat.OnMessage((message, _) => message.Id == "bad" ? throw new InvalidOperationException("no") : Task.CompletedTask);
        var handled = Handled(test.Chat);
        var server = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        server.Send(Line("bad"), Line("good"));

        (await NextAsync(handled)).ShouldBe("bad");
        (await NextAsync(handled)).ShouldBe("good");
        test.Chat.HandlerFailures.ShouldBe(1);
    }

    [Fact]
    public async Task Deactivation_WithAHandlerThatHangs_EndsAtItsDeadlineAndCountsTheMessageAsHandled()
    {
        await using var test = new ChatUnderTest();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        test.Chat.OnMessage(async (_, ct) =>
        {
            entered.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        });
        var server = await test.StartAsync();
        await test.Chat.ActivateAsync(null, default);
        server.Send(Line(Uuid(1)), Line(Uuid(2)), "PING :check");
        await server.NextAsync("PONG :check");
        await entered.Task.WithDeadline();

        var state = await test.Chat.DeactivateAsync(new CancellationToken(canceled: true)).WithDeadline();
        state!.Get<byte[]>("handled")!.Length.ShouldBe(16);
        state.Get<string[]>("waiting").ShouldBe([Line(Uuid(2))]);
    }

    [Fact]
    public async Task Handover_BetweenTwoChats_OnRealThreads_HandlesEveryMessageExactlyOnce()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            const int Count = 300;
            var random = new Random(seed);
            var handled = new ConcurrentDictionary<string, int>();
            var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var one = new ChatUnderTest(channels: ["a", "b"]);
            await using var two = new ChatUnderTest(channels: ["a", "b"]);
            foreach (var chat in new[] { one.Chat, two.Chat })
                chat.OnMessage(async (message, _) =>
                {
                    for (var i = message.Id[7] % 4; i > 0; i--) await Task.Yield();
                    handled.AddOrUpdate(message.Id, 1, (_, times) => times + 1);
                    if (handled.Count == Count) all.TrySetResult();
                });
            var servers = new[] { await one.StartAsync(), await two.StartAsync() };
            var feeds = servers.Select((server, i) => FeedAsync(server, new Random(seed * 2 + i), Count)).ToArray();

            var active = (Chat: one.Chat, Other: two.Chat);
            await active.Chat.ActivateAsync(null, default);
            for (var i = 0; i < 12; i++)
            {
                for (var pause = random.Next(60); pause > 0; pause--) await Task.Yield();
                var state = await active.Chat.DeactivateAsync(default).WithDeadline();
                if (random.Next(3) > 0) active = (active.Other, active.Chat);
                else if (random.Next(2) == 0) state = null;
                await active.Chat.ActivateAsync(state, default);
            }
            await Task.WhenAll(feeds).WithDeadline();
            await all.Task.WithDeadline();
            await active.Chat.DeactivateAsync(default).WithDeadline();

            handled.Values.ShouldAllBe(times => times == 1, $"seed {seed}");
            (one.Chat.MessagesHandled + two.Chat.MessagesHandled).ShouldBe(Count);
        }
    }

    private static async Task FeedAsync(Connections.MemoryTransport server, Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            server.Send(Line(Uuid(i), i % 2 == 0 ? "a" : "b"));
            if (random.Next(10) == 0) server.Send(Line(Uuid(random.Next(i + 1)), "a"));
            for (var pause = random.Next(6); pause > 0; pause--) await Task.Yield();
        }
        server.Send("PING :end");
        await server.NextAsync("PONG :end");
    }

    private static Channel<string> Handled(TwitchChat chat)
    {
        var handled = Channel.CreateUnbounded<string>();
        chat.OnMessage((message, _) =>
        {
            handled.Writer.TryWrite(message.Id);
            return Task.CompletedTask;
        });
        return handled;
    }

    private static async Task<string> NextAsync(Channel<string> ids) => await ids.Reader.ReadAsync().AsTask().WithDeadline();
}

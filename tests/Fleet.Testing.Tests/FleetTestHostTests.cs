using Fleet.TestKit.Time;
using Fleet.Testing.Tests.Bots;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Testing.Tests;

public sealed class FleetTestHostTests
{
    [Fact]
    public async Task Fleet_Started_AnswersInItsChannels()
    {
        await using var fleet = await FleetTestHost.StartAsync<EchoBot>(o => o.Clusters(2).Channels("ada", "#Bob"));
        await fleet.Chat.SayAsync("ada", user: "x", "!ping");
        await fleet.Chat.SayAsync("bob", user: "x", "!ping");

        (await fleet.Chat.NextReplyAsync("ada")).ShouldBe("Pong from cluster 0");
        (await fleet.Chat.NextReplyAsync("bob")).ShouldBe("Pong from cluster 1");
        fleet.Worker<EchoBot>("cluster-1").MyChannels.ShouldBe(["bob"]);
        (fleet.Chat.Lost, fleet.Chat.Doubled).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Restart_UnderTalk_LosesAndDoublesNothing()
    {
        await using var fleet = await FleetTestHost.StartAsync<EchoBot>(o => o.Clusters(2).Service<TallyService>("tally").Channels("ada", "bob"));
        var before = fleet.Worker<EchoBot>("cluster-0");
        using var over = new CancellationTokenSource();
        var talk = TalkAsync(fleet, over.Token);
        await fleet.RestartAsync();
        await over.CancelAsync();
        var said = await talk;
        await fleet.Chat.SettledAsync();

        (fleet.Chat.Lost, fleet.Chat.Doubled).ShouldBe((0, 0));
        said.ShouldBeGreaterThan(0);
        (before.Name, before.StoppedFor).ShouldBe(("cluster-0#1", StopReason.Replaced));
        fleet.Worker<EchoBot>("cluster-0").Name.ShouldBe("cluster-0#2");
        fleet.Clock.Elapsed.ShouldBe(TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task Restart_WithAHandlerThatWaitsForTheClock_IsGivenTime_AndLosesNothing()
    {
        await using var fleet = await FleetTestHost.StartAsync<EchoBot>(o => o.Channels("ada", "bob"));
        await fleet.Chat.SayAsync("ada", "x", "!later", wantsAnswer: false);
        var restart = fleet.RestartAsync("cluster-0");
        for (var i = 0; i < 20; i++) await fleet.Chat.SayAsync("bob", "x", "!ping");
        await restart;
        await fleet.Chat.SettledAsync();

        (fleet.Chat.Lost, fleet.Chat.Doubled).ShouldBe((0, 0));
        fleet.Worker<EchoBot>("cluster-0").Name.ShouldBe("cluster-0#2");
        fleet.Logs.Entries.ShouldNotContain(entry => entry.Message.StartsWith("killing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task State_OfAService_IsHandedOverByMessages()
    {
        await using var fleet = await FleetTestHost.StartAsync(o => o.Service<TallyService>("tally"));
        for (var i = 0; i < 10; i++) await fleet.Ipc.SendAsync(Target.Service("tally"), "tick", new Tick(i));
        await fleet.RestartAsync("tally");
        await fleet.Ipc.SendAsync(Target.Service("tally"), "tick", new Tick(1));

        (await fleet.Ipc.CommandAsync<int>(Target.Service("tally"), new HowMany())).ShouldBe(46);
        fleet.Worker<TallyService>("tally").Sum.ShouldBe(46);
    }

    [Fact]
    public async Task Settings_AndServices_AreTheTests()
    {
        await using var fleet = await FleetTestHost.StartAsync<EchoBot>(o => o
            .Channels("ada")
            .Bot(bot => bot.Setting("motto", "slow and steady").ConfigureServices(services => services.AddSingleton<IGreeter>(new QuietGreeter()))));
        await fleet.Chat.SayAsync("ada", "x", "!hello");

        (await fleet.Chat.NextReplyAsync("ada")).ShouldBe("hush");
        (await fleet.Ipc.CommandAsync<ItIsMe>(Target.Channel("ada"), new WhoAreYou())).ShouldBe(new ItIsMe("cluster-0#1", "slow and steady"));
    }

    [Fact]
    public async Task Crash_IsFollowedByAStart_AtOnceAndThenAfterTheBackOff()
    {
        await using var fleet = await FleetTestHost.StartAsync<EchoBot>(o => o.Clusters(2).Channels("ada", "bob"));
        await fleet.KillAsync("cluster-0");
        await fleet.WaitForActiveAsync("cluster-0");
        await fleet.KillAsync("cluster-0");
        var back = fleet.WaitForActiveAsync("cluster-0");
        await fleet.Chat.SayAsync("ada", "x", "!ping");
        await fleet.Chat.SayAsync("bob", "x", "!ping");
        (await fleet.Chat.NextReplyAsync("bob")).ShouldBe("Pong from cluster 1");
        back.IsCompleted.ShouldBeFalse();
        fleet.Clock.Advance(TimeSpan.FromSeconds(2));
        await back;

        fleet.Worker<EchoBot>("cluster-0").Name.ShouldBe("cluster-0#3");
        fleet.Chat.Lost.ShouldBe(1);
        fleet.Worker<EchoBot>("cluster-1").Name.ShouldBe("cluster-1#1");
        fleet.Logs.Entries.ShouldContain(entry => entry.Level == LogLevel.Error && entry.Message.StartsWith("cluster-0#2 is lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Crash_BreaksTheCallsOfItsCallers()
    {
        await using var fleet = await FleetTestHost.StartAsync(o => o.Service<StubbornService>("stubborn"));
        var call = fleet.Ipc.CommandAsync<bool>(Target.Service("stubborn"), new WaitForIt());
        await fleet.Worker<StubbornService>("stubborn").Asked.WithDeadline();
        await fleet.KillAsync("stubborn");

        (await Should.ThrowAsync<CommandException>(call.WithDeadline())).Error.ShouldBe(CommandError.TargetLost);
    }

    [Fact]
    public async Task Command_WithoutAnAnswer_TimesOutByTheClock()
    {
        await using var fleet = await FleetTestHost.StartAsync(o => o.Service<StubbornService>("stubborn"));
        var call = fleet.Ipc.CommandAsync<bool>(Target.Service("stubborn"), new WaitForIt());
        await fleet.Worker<StubbornService>("stubborn").Asked.WithDeadline();
        fleet.Clock.Advance(TimeSpan.FromSeconds(9));
        call.IsCompleted.ShouldBeFalse();
        fleet.Clock.Advance(TimeSpan.FromSeconds(2));

        (await Should.ThrowAsync<CommandException>(call.WithDeadline())).Error.ShouldBe(CommandError.TimedOut);
    }

    [Fact]
    public async Task Start_ThatThrows_SaysWhichWorkerAndWhy()
    {
        var failure = await Should.ThrowAsync<FleetTestException>(FleetTestHost.StartAsync(o => o
            .Service<TallyService>("tally")
            .Service<StubbornService>("stubborn", s => s.Setting("start", "throws"))));

        failure.Message.ShouldStartWith("stubborn did not start: ");
        failure.Message.ShouldContain("the database is not there");
        failure.Message.ShouldContain("FLEET1010");
        failure.Message.ShouldNotContain("tally");
    }

    [Fact]
    public async Task Start_ThatHangs_SaysWhereItStands()
    {
        var failure = await Should.ThrowAsync<TimeoutException>(FleetTestHost.StartAsync(o => o
            .Patience(TimeSpan.FromMilliseconds(300))
            .Service<StubbornService>("stubborn", s => s.Setting("start", "hangs"))));

        failure.Message.ShouldBe("Waited 0.3 s. The fleet has not started. stubborn#1 is Starting.");
    }

    [Fact]
    public async Task Stop_ThatHangs_IsCutShort()
    {
        var fleet = await FleetTestHost.StartAsync(o => o.Service<StubbornService>("stubborn", s => s.Setting("stop", "hangs")));
        await fleet.DisposeAsync();

        fleet.Logs.Entries.ShouldContain(entry => entry.Message.StartsWith("killing stubborn#1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clock_JumpingFar_HarmsNobody()
    {
        await using var fleet = await FleetTestHost.StartAsync<EchoBot>(o => o.Clusters(2).Channels("ada", "bob"));
        for (var i = 0; i < 20; i++)
        {
            fleet.Clock.Advance(TimeSpan.FromMinutes(5));
            await fleet.Chat.SayAsync("ada", "x", "!ping");
            (await fleet.Chat.NextReplyAsync("ada")).ShouldBe("Pong from cluster 0");
        }

        for (var i = 0; i < 100; i++) fleet.Clock.Advance(TimeSpan.FromSeconds(1));
        var bot = fleet.Worker<EchoBot>("cluster-0");
        (bot.Name, bot.Ticks).ShouldBe(("cluster-0#1", 101));
        fleet.Logs.Entries.ShouldNotContain(entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Reshard_MovesChannels_AndLosesNothing()
    {
        await using var fleet = await FleetTestHost.StartAsync<EchoBot>(o => o.Clusters(1).Channels("ada", "bob"));
        using var over = new CancellationTokenSource();
        var talk = TalkAsync(fleet, over.Token);
        await fleet.ReshardAsync(2);
        await over.CancelAsync();
        await talk;
        await fleet.Chat.SettledAsync();

        (fleet.Chat.Lost, fleet.Chat.Doubled).ShouldBe((0, 0));
        fleet.Worker<EchoBot>("cluster-0").MyChannels.Concat(fleet.Worker<EchoBot>("cluster-1").MyChannels).ShouldBe(["ada", "bob"], ignoreOrder: true);
    }

    [Fact]
    public async Task Hosts_InOneProcess_DoNotMeet()
    {
        await using var one = await FleetTestHost.StartAsync<EchoBot>(o => o.Channels("ada").Service<TallyService>("tally"));
        await using var other = await FleetTestHost.StartAsync<EchoBot>(o => o.Channels("ada").Service<TallyService>("tally"));
        await one.Ipc.SendAsync(Target.Service("tally"), "tick", new Tick(7));
        await one.Chat.SayAsync("ada", "x", "!ping");
        await one.KillAsync("cluster-0");
        one.Clock.Advance(TimeSpan.FromMinutes(1));

        (await one.Ipc.CommandAsync<int>(Target.Service("tally"), new HowMany())).ShouldBe(7);
        (await other.Ipc.CommandAsync<int>(Target.Service("tally"), new HowMany())).ShouldBe(0);
        other.Clock.Elapsed.ShouldBe(TimeSpan.Zero);
        other.Worker<EchoBot>("cluster-0").Name.ShouldBe("cluster-0#1");
        await other.Chat.SayAsync("ada", "x", "!ping");
        (await other.Chat.NextReplyAsync("ada")).ShouldBe("Pong from cluster 0");
    }

    [Fact]
    public async Task Bot_OrdersARestart_LikeAnOperator()
    {
        await using var fleet = await FleetTestHost.StartAsync<EchoBot>(o => o.Channels("ada").Service<TallyService>("tally"));
        await fleet.Ipc.SendAsync(Target.Service("tally"), "tick", new Tick(3));
        var order = await fleet.Ipc.Fleet.RestartAsync(["tally"]);
        await fleet.Logs.WaitForAsync("tally#2 is active");
        fleet.Clock.Advance(TimeSpan.FromSeconds(3));
        await order.WaitAsync().WithDeadline();

        fleet.Worker<TallyService>("tally").Sum.ShouldBe(3);
    }

    [Fact]
    public async Task Missing_SlotsAndAnswers_AreSaidInWords()
    {
        await using var fleet = await FleetTestHost.StartAsync<EchoBot>(o => o.Channels("ada").Patience(TimeSpan.FromMilliseconds(300)));
        await fleet.Chat.SayAsync("ada", "x", "!nothing");

        (await Should.ThrowAsync<FleetTestException>(fleet.KillAsync("cluster-7"))).Message.ShouldBe("There is no slot \"cluster-7\". There are: tester, cluster-0.");
        (await Should.ThrowAsync<TimeoutException>(fleet.Chat.NextReplyAsync("ada"))).Message
            .ShouldBe("Waited 0.3 s. No bot wrote in #ada. Connections in it: 1. Messages without an answer (1): #ada x: !nothing.");
        Should.Throw<FleetTestException>(() => fleet.Worker<TallyService>("cluster-0")).Message.ShouldContain("is a Fleet.Testing.Tests.Bots.EchoBot");
        await fleet.KillAsync("cluster-0");
        await fleet.WaitForActiveAsync("cluster-0");
        await fleet.KillAsync("cluster-0");
        (await Should.ThrowAsync<TimeoutException>(fleet.WaitForActiveAsync("cluster-0"))).Message
            .ShouldContain("cluster-0 is started again when the clock is advanced by ");
    }

    [Fact]
    public async Task Dispose_LeavesNoThread()
    {
        await using (var fleet = await FleetTestHost.StartAsync<EchoBot>(o => o.Clusters(3).Channels("ada").Service<TallyService>("tally")))
        {
            await fleet.KillAsync("cluster-1");
            Assert.SkipUnless(OperatingSystem.IsLinux(), "Threads have names to be found by on Linux only.");
            OwnThreads().ShouldNotBeEmpty();
        }

        await Until.TrueAsync(() => OwnThreads().Count == 0);
    }

    // All threads of ours have names: fleet-heartbeat, fleet-link reader, worker link reader, … cut at 15 letters.
    private static List<string> OwnThreads()
    {
        var names = new List<string>();
        foreach (var thread in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                names.Add(File.ReadAllText(Path.Combine(thread, "comm")).Trim());
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return [.. names.Where(name => name.StartsWith("fleet-", StringComparison.Ordinal) || name.StartsWith("worker link", StringComparison.Ordinal))];
    }

    private static async Task<int> TalkAsync(FleetTestHost fleet, CancellationToken over)
    {
        var said = 0;
        while (!over.IsCancellationRequested)
        {
            await fleet.Chat.SayAsync(said % 2 == 0 ? "ada" : "bob", "x", "!ping");
            await fleet.Chat.NextReplyAsync(said++ % 2 == 0 ? "ada" : "bob");
        }

        return said;
    }

    private sealed class QuietGreeter : IGreeter
    {
        public string Greeting => "hush";
    }
}

using Fleet.Admiral.Options;
using Fleet.Admiral.Plugins;
using Fleet.Admiral.Processes;
using Fleet.Admiral.Processes.Dumps;
using Fleet.Admiral.Telemetry;
using Fleet.Admiral.Tests.Links;
using Fleet.Admiral.Tests.Processes.Dumps;
using Fleet.Admiral.Tests.Routing;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Tests.Processes;

public sealed class WorkerStarterTests : IAsyncDisposable
{
    private const int Pid = 77;

    private static readonly WorkerName Stats1 = WorkerName.Parse("stats#1");

    private static readonly FleetConfig Config = new()
    {
        Name = "pingbot",
        Host = "here",
        File = "/etc/fleet/fleet.json",
        Bot = new BotOptions { Path = "/bots/PingBot.dll", Class = "PingBot", Settings = new Dictionary<string, string?> { ["nick"] = "ping" }, StartingStatus = "waking up" },
        Services = [new ServiceOptions { Name = "stats", Path = "/bots/Stats.dll", Settings = new Dictionary<string, string?> { ["keep"] = "7" }, Environment = new Dictionary<string, string> { ["LANG"] = "C", ["PAGER"] = "cat" }, LaunchWith = ["nice", "-n", "5"] }],
        Environment = new Dictionary<string, string> { ["TZ"] = "UTC", ["LANG"] = "de_DE" },
        Ipc = new IpcOptions { MaxMessage = 128 * 1024, Timeout = TimeSpan.FromSeconds(6), FetchTimeout = TimeSpan.FromSeconds(4) },
        Start = new StartOptions { Timeout = TimeSpan.FromSeconds(33), PerShard = TimeSpan.FromSeconds(7) },
        Runtime = new RuntimeOptions { Directory = "/run" },
    };

    private readonly JoiningUnderTest _joining = new();
    private readonly FakeLauncher _launcher = new();
    private readonly WorkerBook _book = new();
    private readonly RecordedLog<WorkerStarter> _log = new();
    private readonly OneLog _output = new();
    private readonly FakeProcess _process = new(Pid, "Unhandled exception. System.Exception: no");
    private readonly GenerationBook _generations = new();

    public WorkerStarterTests() => _generations.Add(new GenerationResult
    {
        Generation = 4,
        Dlls = new Dictionary<string, PluginDll>
        {
            ["bot"] = new("/run/generations/4/0-PingBot/PingBot.dll", "/bots/PingBot.dll"),
            ["services.stats"] = new("/run/generations/4/1-Stats/Stats.dll", "/bots/stats/Stats.dll"),
        },
    });

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        _output.Dispose();
        await _joining.DisposeAsync();
    }

    [Fact]
    public async Task Start_OrdersAProcess_WithATicketOfItsOwn()
    {
        await StartAsync(Stats1);

        var order = _launcher.Order.ShouldNotBeNull();
        order.Program.ShouldBe("/opt/Fleet.Worker");
        order.WorkingDirectory.ShouldBe("/etc/fleet");
        order.Ticket.SocketPath.ShouldBe("/run/fleet.sock");
        order.Ticket.Worker.ShouldBe(Stats1);
        order.Ticket.MaxFrameBytes.ShouldBe(128 * 1024);
        order.Ticket.Token.ShouldNotBe(new byte[order.Ticket.Token.Length]);
        order.Through.ShouldBe(["nice", "-n", "5"]);
        order.Environment["TZ"].ShouldBe("UTC");
        (order.Environment["LANG"], order.Environment["PAGER"]).ShouldBe(("C", "cat"));
        order.Environment["FLEET_NAME"].ShouldBe("pingbot");
        order.Environment["FLEET_SLOT"].ShouldBe("stats");
        order.Environment["FLEET_WORKER"].ShouldBe("stats#1");
    }

    [Fact]
    public async Task Launch_IsToldWithItsProcess_AndTheBookHasIt()
    {
        await StartAsync(Stats1);

        Told.ShouldBe(["stats#1 Launched"]);
        _joining.Events.Posted.OfType<Fleet.Planning.Events.WorkerSignalled>().Single().Pid.ShouldBe(Pid);
        _book.Find(Stats1)!.Process.ShouldBe(_process);
    }

    [Fact]
    public async Task Service_ThatJoins_IsToldWhatItIsToRun()
    {
        var welcome = await WelcomeAsync(Stats1);

        welcome.Identity.ShouldBe(new WorkerIdentity("pingbot", "here", Stats1, 4));
        welcome.ConfigKey.ShouldBe("services.stats");
        welcome.PluginPath.ShouldBe("/run/generations/4/1-Stats/Stats.dll");
        welcome.PluginSource.ShouldBe("/bots/stats/Stats.dll");
        welcome.PluginClass.ShouldBeNull();
        welcome.Settings.ShouldBe(new Dictionary<string, string?> { ["keep"] = "7" });
        welcome.CommandTimeout.ShouldBe(TimeSpan.FromSeconds(6));
        welcome.FetchTimeout.ShouldBe(TimeSpan.FromSeconds(4));
        welcome.StartDeadline.ShouldBe(TimeSpan.FromSeconds(33));
    }

    [Fact]
    public async Task Cluster_ThatJoins_IsToldItsShardsAndChannels()
    {
        var welcome = await WelcomeAsync(WorkerName.Parse("cluster-1#5"));

        welcome.ConfigKey.ShouldBe("bot");
        welcome.PluginPath.ShouldBe("/run/generations/4/0-PingBot/PingBot.dll");
        welcome.PluginClass.ShouldBe("PingBot");
        welcome.Settings.ShouldBe(new Dictionary<string, string?> { ["nick"] = "ping" });
        welcome.Assignment.Shards.ShouldBe([1]);
        welcome.Assignment.ShardCount.ShouldBe(2);
        welcome.Assignment.Channels.ShouldBe(["tit"]);
        welcome.StartDeadline.ShouldBe(TimeSpan.FromSeconds(33 + 7), "it has one shard");
    }

    [Theory]
    [InlineData("cluster-1#5", false, "waking up")]
    [InlineData("cluster-1#5", true, null)]
    [InlineData("stats#1", false, null)]
    public async Task StartingStatus_IsForClusters_ThatReplaceNobody(string worker, bool replaces, string? status) =>
        (await WelcomeAsync(WorkerName.Parse(worker), replaces: replaces)).StartingStatus.ShouldBe(status);

    [Theory]
    [InlineData(10, 2)]
    [InlineData(3, 1.5)]
    public async Task Drain_LeavesHalfOfItsTimeAtLeast_ForTheHandover(double drain, double patience)
    {
        var welcome = await WelcomeAsync(Stats1, Config with { Rollout = new RolloutOptions { Drain = TimeSpan.FromSeconds(drain) } });

        welcome.DrainPatience.ShouldBe(TimeSpan.FromSeconds(patience));
    }

    [Fact]
    public async Task Launch_ThatFails_IsToldWithTheReason_AndNobodyIsExpected()
    {
        var started = Starter().StartAsync(Stats1, 4, WorkAssignment.None);
        var token = _launcher.Order!.Ticket.Token;

        _launcher.Fail("no more processes");
        await started.WithDeadline();

        Told.ShouldBe(["stats#1 LaunchFailed: no more processes"]);
        _book.Find(Stats1).ShouldBeNull();
        _log.Records.ShouldHaveSingleItem().Id.ShouldBe(1121);
        var worker = await _joining.WaitForLaunchAsync("stats#1", token);
        await worker.Link.Connection.Completion.WithDeadline();
    }

    [Fact]
    public async Task Generation_ThatIsForgotten_IsALaunchFailure()
    {
        await Starter().StartAsync(Stats1, 9, WorkAssignment.None).WithDeadline();

        Told.ShouldBe(["stats#1 LaunchFailed: Generation 9 has no code for \"services.stats\"."]);
    }

    [Fact]
    public async Task End_AfterAGoodbye_IsNoLoss()
    {
        await StartAsync(Stats1);
        _book.Find(Stats1)!.SaidGoodbye = true;

        await EndAsync(0);

        Told[^1].ShouldBe("stats#1 Exited");
        _log.Texts.ShouldBe(["stats#1 has stopped"]);
    }

    [Theory]
    [InlineData(false, 0, "exited with code 0 without saying goodbye: System.Exception: no")]
    [InlineData(true, 3, "exited with code 3 without saying goodbye: System.Exception: no")]
    [InlineData(false, 137, "ended by SIGKILL (exit 137): System.Exception: no")]
    public async Task End_OfAnyOtherKind_IsALoss_AndSaysHow(bool saidGoodbye, int exitCode, string how)
    {
        await StartAsync(Stats1);
        _book.Find(Stats1)!.SaidGoodbye = saidGoodbye;
        _book.Find(Stats1)!.Joined = true;

        await EndAsync(exitCode);

        Told[^1].ShouldBe($"stats#1 Exited: {how}");
        _log.Texts.ShouldBe([$"stats#1 is lost: {how}"]);
        _process.IsDisposed.ShouldBeTrue();
        _book.Find(Stats1).ShouldBeNull();
    }

    [Fact]
    public async Task End_OfOneThatWasKilledByOrder_IsNoLossInTheLog()
    {
        await StartAsync(Stats1);
        _book.Find(Stats1)!.Joined = true;
        _book.Find(Stats1)!.IsKilledByOrder = true;

        await EndAsync(137);

        Told[^1].ShouldBe("stats#1 Exited: ended by SIGKILL (exit 137): System.Exception: no");
        _log.Texts.ShouldBe(["stats#1 has stopped: ended by SIGKILL (exit 137): System.Exception: no"]);
    }

    [Fact]
    public async Task End_AfterAFault_SaysTheFault()
    {
        await StartAsync(Stats1);
        var fault = new Fault(FaultStage.Start, Permanent: true, "FLEET1001", "What", "where", "Why.", "Fix.", null);
        _book.Find(Stats1)!.Fault = fault;

        await EndAsync(1);

        Told[^1].ShouldBe($"stats#1 Exited: {fault}");
    }

    [Fact]
    public async Task End_WaitsForWhatTheLinkStillHolds()
    {
        await StartAsync(Stats1);
        var worker = await _joining.WaitForLaunchAsync("stats#1", _launcher.Order!.Ticket.Token);

        _launcher.Events!.OnExited(_process, 1);
        Told[^1].ShouldBe("stats#1 Joined");
        _book.Find(Stats1)!.Fault = new Fault(FaultStage.Crash, Permanent: false, "FLEET4103", "It crashed", "here", "Why.", "Fix.", null);
        await worker.LoseAsync();

        await _joining.Events.ToldAsync("stats#1 Exited: FLEET4103 It crashed");
    }

    [Fact]
    public async Task End_ThatOvertakesTheLaunch_LetsNobodyJoinAfterwards()
    {
        var started = Starter().StartAsync(Stats1, 4, WorkAssignment.None);
        var token = _launcher.Order!.Ticket.Token;
        var worker = await _joining.WaitForLaunchAsync("stats#1", token);

        await EndAsync(1);
        _launcher.Succeed(_process);
        await started.WithDeadline();

        Told.Select(t => t.Split(':')[0]).ShouldBe(["stats#1 Exited", "stats#1 Launched"]);
        worker.Received.Frames.ShouldBeEmpty();
        _joining.Desk.Links.ShouldBeEmpty();
        _book.Find(Stats1).ShouldBeNull();
        _process.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task PrintedLines_AreLogged_WithTheWorkersName()
    {
        await StartAsync(Stats1);

        _launcher.Events!.OnOutput("hello", isError: false);
        _launcher.Events.OnOutput("\u001b[2Jwoe", isError: true);

        _output.Texts.ShouldBe(["stats#1 | hello", "stats#1 ! \\x1b[2Jwoe"]);
    }

    private IReadOnlyList<string> Told => _joining.Events.Told;

    private WorkerStarter Starter(FleetConfig? config = null) =>
        new(config ?? Config, RoutingUnderTest.Spec, _launcher, _book, _joining.Desk, new WorkerLog(_output, new LogOptions()), _joining.Events, _log)
        {
            Program = "/opt/Fleet.Worker",
            SocketPath = "/run/fleet.sock",
            Generations = _generations,
            Dumps = new DumpDesk(new DumpOptions(), new FakeDumpWriter(), _joining.Time, new RecordedLog<DumpDesk>()),
        };

    private async Task StartAsync(WorkerName worker, FleetConfig? config = null, bool replaces = false)
    {
        _launcher.Succeed(_process);
        await Starter(config).StartAsync(worker, 4, RoutingUnderTest.Spec.Slots.First(slot => slot.Slot == worker.Slot).Assignment, replaces).WithDeadline();
    }

    private async Task EndAsync(int exitCode)
    {
        _launcher.Events!.OnExited(_process, exitCode);
        await _joining.Events.ToldAsync($"{_launcher.Order!.Ticket.Worker} Exited");
        // The log's line comes after the news.
        await Until.TrueAsync(() => _log.Records.Count > 0);
    }

    private async Task<Welcome> WelcomeAsync(WorkerName worker, FleetConfig? config = null, bool replaces = false)
    {
        await StartAsync(worker, config, replaces);
        var joined = await _joining.WaitForLaunchAsync(worker.ToString(), _launcher.Order!.Ticket.Token);
        var frame = (await joined.Received.FramesAsync(1))[0];
        var reader = new MsgPackReader(frame);
        var (_, fields) = MessageHeader.Read(ref reader);
        return Welcome.Read(ref reader, fields);
    }

    private sealed class OneLog : RecordedLog, ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }
    }
}

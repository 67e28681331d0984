using Fleet.Protocol.Handshake;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Plugins;
using Fleet.TestKit.Time;
using Fleet.Worker.Hosting;
using Fleet.Worker.Running;

namespace Fleet.Worker.Tests.Hosting;

public sealed class WorkerRunTests(WorkerRunTests.Bot bot) : IClassFixture<WorkerRunTests.Bot>, IAsyncDisposable
{
    private const string Source = """
        public sealed class RunBot : BaseClusterWorker
        {
            public static void ConfigureServices(IServiceCollection services, IConfiguration settings)
            {
                if (settings["configure"] == "throw") throw new InvalidOperationException("no services today");
                if (settings["parts"] == "throw") services.AddSingleton<IWorkerComponent>(_ => throw new InvalidOperationException("the part is broken"));
                if (settings["parts"] is { } names and not "throw") foreach (var name in names.Split(',')) services.AddSingleton<IWorkerComponent>(new Part(name));
            }

            protected override async Task StartAsync(CancellationToken ct)
            {
                Ipc.On<string>("note", (text, context) => Logger.LogInformation($"heard {text} from {context.From}"));
                Logger.LogInformation($"starting {Worker.Name} of generation {Worker.Generation} with {Settings["greeting"]}");
                if (Settings["start"] == "throw") throw new InvalidOperationException("not today");
                if (Settings["start"] == "hang") await Task.Delay(Timeout.Infinite);
                if (Settings["start"] == "block") new ManualResetEventSlim().Wait();
            }

            protected override Task ActivateAsync(HandoverState? state, CancellationToken ct)
            {
                Logger.LogInformation($"acts with {state?.Get<string>("left") ?? "nothing"}");
                return Task.CompletedTask;
            }

            protected override Task<HandoverState?> DeactivateAsync(CancellationToken ct) => Task.FromResult<HandoverState?>(new HandoverState().Set("left", $"by {Worker.Name}"));

            protected override Task StopAsync(StopReason reason, CancellationToken ct)
            {
                Logger.LogInformation($"stops: {reason}");
                return Task.CompletedTask;
            }

            private sealed class Part(string name) : IWorkerComponent
            {
                public string Name => name;
            }
        }
        """;

    private readonly RunUnderTest _run = new();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task Socket_ThatNobodyListensAt_EndsTheRun()
    {
        var ticket = new LaunchTicket(Path.Combine(bot.Folder, "nobody.sock"), RunUnderTest.Name, TokenHash.NewToken(), 1024 * 1024);

        (await WorkerRun.RunAsync(ticket, _run.End, _run.Time).WithDeadline()).ShouldBe(WorkerExitCodes.HandshakeFailed);
    }

    [Fact]
    public async Task Hello_IsTheFirstWord_AndSilenceForTenSecondsEndsTheRun()
    {
        var hello = await _run.ConnectAsync();
        (hello.Version, hello.Worker).ShouldBe((ProtocolVersion.Current, RunUnderTest.Name));

        await _run.Time.TimerArmedAsync().WithDeadline();
        _run.Time.Advance(TimeSpan.FromSeconds(9.9));
        _run.Run.IsCompleted.ShouldBeFalse();
        _run.Time.Advance(TimeSpan.FromSeconds(0.1));

        (await _run.Run.WithDeadline()).ShouldBe(WorkerExitCodes.HandshakeFailed);
        _run.Received.Frames.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Life_FromReadyToGoodbye_IsAnsweredStepByStep()
    {
        await _run.WelcomeAsync(bot.Path, ("greeting", "a song"));
        (await _run.NextTextAsync()).ShouldBe("log: starting cluster-3#7 of generation 4 with a song");
        (await _run.NextTextAsync()).ShouldBe("Ready");

        _run.Send(header => Activate.Write(header, 10_000), HandoverStateCodec.Write([(HandoverStateCodec.WorkerPart, new HandoverState().Set("left", "by the old one"))], new ContractlessPayloadSerializer()));
        (await _run.NextTextAsync()).ShouldBe("log: acts with by the old one");
        (await _run.NextTextAsync()).ShouldBe("Activated");

        _run.Send(header => EventDelivery.Write(header, "stats#1"u8, "note"u8), Payload("hello"));
        (await _run.NextTextAsync()).ShouldBe("log: heard hello from stats#1");

        _run.Send(new Deactivate(10_000).Write);
        var left = await _run.NextAsync(MessageKind.Drained, (ref MsgPackReader reader, int fields) => HandoverStateCodec.Read(Drained.Read(ref reader, fields).State, new ContractlessPayloadSerializer()));
        left[HandoverStateCodec.WorkerPart].Get<string>("left").ShouldBe("by cluster-3#7");

        _run.Send(new StopOrder(StopReason.Replaced, 10_000).Write);
        (await _run.NextTextAsync()).ShouldBe("log: stops: Replaced");
        (await _run.NextTextAsync()).ShouldBe("Goodbye");
        (await _run.Run.WithDeadline()).ShouldBe(WorkerExitCodes.Stopped);
        await _run.Received.Closed.WithDeadline();
        (_run.End.Exited.IsCompleted, _run.End.IsGuarded).ShouldBe((false, false));
    }

    [Fact]
    public async Task Heartbeat_BeginsWithTheWelcome()
    {
        await _run.WelcomeAsync(bot.Path, ("start", "block"));

        await Until.TrueAsync(() => _run.Received.Frames.Any(frame => FakeLink.KindOf(frame) == MessageKind.Heartbeat));
    }

    [Fact]
    public async Task Stats_AskedForBeforeAndAfterTheStart_AreAnsweredOnceThereIsAWorker()
    {
        await _run.ConnectAsync();
        _run.Send(new StatsAsk(1).Write);
        await _run.ReadyAsync(bot.Path);

        _run.Send(new StatsAsk(2).Write);

        var stats = await _run.NextAsync(MessageKind.StatsAnswer, (ref MsgPackReader reader, int fields) =>
        {
            var answer = StatsAnswer.Read(ref reader, fields);
            return (answer.Collection, Stats: new ContractlessPayloadSerializer().Deserialize<WorkerStats>(answer.Stats)!);
        });
        stats.Collection.ShouldBe(2);
        stats.Stats.Shards.ShouldBe([6, 7]);
    }

    [Fact]
    public async Task Plugin_ThatIsMissing_IsAPermanentFault()
    {
        await _run.WelcomeAsync(Path.Combine(bot.Folder, "Nothing.dll"));

        (await _run.NextTextAsync()).ShouldStartWith("permanent fault in Start: FLEET1001 ");
        (await _run.Run.WithDeadline()).ShouldBe(WorkerExitCodes.PluginFault);
        await _run.Received.Closed.WithDeadline();
    }

    [Theory]
    [InlineData("configure", "throw", "fault in Start: FLEET1010 RunBot failed in ConfigureServices", "no services today")]
    [InlineData("parts", "throw", "fault in Start: FLEET1010 RunBot failed in StartAsync", "the part is broken")]
    [InlineData("parts", "chat,clock,chat", "permanent fault in Start: FLEET1009 RunBot cannot be put together: two components are named \"chat\"", "RunBot+Part")]
    public async Task Bot_ThatCannotBePutTogether_IsAFaultThatSaysWhy(string key, string value, string fault, string why)
    {
        await _run.WelcomeAsync(bot.Path, (key, value));

        var text = await _run.NextTextAsync();
        text.ShouldStartWith(fault);
        text.ShouldContain(why);
        (await _run.Run.WithDeadline()).ShouldBe(WorkerExitCodes.PluginFault);
    }

    [Fact]
    public async Task Start_ThatThrows_IsAFaultThatMayPass()
    {
        await _run.WelcomeAsync(bot.Path, ("start", "throw"));

        (await _run.NextTextAsync()).ShouldStartWith("log: starting");
        (await _run.NextTextAsync()).ShouldStartWith("fault in Start: FLEET1010 RunBot failed in StartAsync");
        (await _run.Run.WithDeadline()).ShouldBe(WorkerExitCodes.PluginFault);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("block")]
    public async Task Start_ThatDoesNotReturn_IsAFaultAtItsDeadline(string how)
    {
        await _run.WelcomeAsync(bot.Path, ("start", how));
        (await _run.NextTextAsync()).ShouldStartWith("log: starting");

        // The deadline of its token, and the moment more that an obedient start has to throw.
        await _run.Time.TimerArmedAsync(2).WithDeadline();
        _run.Time.Advance(TimeSpan.FromSeconds(3.5));

        (await _run.NextTextAsync()).ShouldStartWith("fault in Start: FLEET1010 cluster-3#7 did not become ready in 3 s");
        (await _run.Run.WithDeadline()).ShouldBe(WorkerExitCodes.PluginFault);
    }

    [Fact]
    public async Task Stop_BeforeItIsReady_IsAGoodbyeAtOnce()
    {
        await _run.WelcomeAsync(bot.Path, ("start", "hang"));
        (await _run.NextTextAsync()).ShouldStartWith("log: starting");

        _run.Send(new StopOrder(StopReason.Shutdown, 10_000).Write);

        (await _run.NextTextAsync()).ShouldBe("Goodbye");
        (await _run.End.Exited.WithDeadline()).ShouldBe(WorkerExitCodes.Stopped);
    }

    [Fact]
    public async Task Order_OtherThanStop_BeforeItIsReady_IsLeftOut()
    {
        await _run.WelcomeAsync(bot.Path, ("start", "hang"));
        (await _run.NextTextAsync()).ShouldStartWith("log: starting");

        _run.Send(header => Activate.Write(header, 10_000));
        _run.Send(new Deactivate(10_000).Write);
        _run.Send(new StopOrder(StopReason.Shutdown, 10_000).Write);

        (await _run.NextTextAsync()).ShouldBe("Goodbye");
    }

    [Fact]
    public async Task Link_ThatIsLost_EndsTheProcessUnderGuard()
    {
        await _run.ReadyAsync(bot.Path);

        _run.Lose();

        (await _run.End.Exited.WithDeadline()).ShouldBe(WorkerExitCodes.LinkLost);
        _run.End.IsGuarded.ShouldBeTrue();
        (await _run.Run.WithDeadline()).ShouldBe(WorkerExitCodes.LinkLost);
    }

    [Fact]
    public async Task Link_LostDuringTheStart_EndsTheProcessToo()
    {
        await _run.WelcomeAsync(bot.Path, ("start", "block"));
        (await _run.NextTextAsync()).ShouldStartWith("log: starting");

        _run.Lose();

        (await _run.End.Exited.WithDeadline()).ShouldBe(WorkerExitCodes.LinkLost);
        _run.End.IsGuarded.ShouldBeTrue();
    }

    private static byte[] Payload<T>(T message)
    {
        var payload = new System.Buffers.ArrayBufferWriter<byte>();
        new ContractlessPayloadSerializer().Serialize(message, payload);
        return payload.WrittenSpan.ToArray();
    }

    /// <summary>A bot's DLL, compiled once.</summary>
    public sealed class Bot : IDisposable
    {
        private readonly PluginFolder _folder = new();

        public Bot() => Path = new PluginBuilder("RunBot", Source).Build(_folder.Path);

        public string Path { get; }

        public string Folder => _folder.Path;

        public void Dispose() => _folder.Dispose();
    }
}

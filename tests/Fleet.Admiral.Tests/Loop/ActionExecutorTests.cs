using Activate = Fleet.Planning.Actions.Activate;
using ActivateOrder = Fleet.Protocol.Messages.Activate;
using Fleet.Admiral.Loop;
using Fleet.Admiral.Options;
using Fleet.Admiral.Plugins;
using Fleet.Admiral.Processes;
using Fleet.Admiral.Processes.Dumps;
using Fleet.Admiral.Telemetry;
using Fleet.Admiral.Tests.Links;
using Fleet.Admiral.Tests.Options;
using Fleet.Admiral.Tests.Processes.Dumps;
using Fleet.Admiral.Tests.Routing;
using Fleet.Admiral.Tests.Telemetry;
using Fleet.Planning.Actions;
using Fleet.Planning.Events;
using Fleet.Planning.Layouts;
using Fleet.Planning.Operations;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Supervision;
using Fleet.Protocol.Framing;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Logging;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Tests.Loop;

public sealed class ActionExecutorTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SlotName s_slot = SlotName.Cluster(0);
    private static readonly WorkerName s_old = WorkerName.Parse("cluster-0#1");
    private static readonly WorkerName s_new = WorkerName.Parse("cluster-0#2");

    private readonly RoutingUnderTest _routing = new();
    private readonly RecordedLogs _output = new();
    private readonly RecordedLog<ActionExecutor> _log = new();
    private readonly RecordedLauncher _launcher = new();
    private readonly WorkerBook _book = new();
    private readonly List<LinkedWorker> _admitted = [];
    private readonly ActionExecutor _executor;

    public ActionExecutorTests()
    {
        var generations = new GenerationBook();
        generations.Add(new GenerationResult { Generation = 4, Dlls = new Dictionary<string, PluginDll> { ["bot"] = new("/code/4/Bot.dll", "/bot/Bot.dll") } });
        var spec = RoutingUnderTest.Spec;
        var dumps = new DumpDesk(new DumpOptions(), new FakeDumpWriter(), _routing.Time, new RecordedLog<DumpDesk>());
        var starter = new WorkerStarter(ConfigUnderTest.Valid(ConfigUnderTest.Minimal), spec, _launcher, _book, _routing.Desk, new WorkerLog(_output, new LogOptions()), _routing.Events, new RecordedLog<WorkerStarter>())
        {
            Program = "/fleet/worker",
            SocketPath = "/run/fleet.sock",
            Generations = generations,
            Dumps = dumps,
        };
        _executor = new ActionExecutor(spec, starter, _book, dumps, _routing.Desk, _routing.Router, _routing.Routes, _log);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _admitted) await worker.DisposeAsync();
        await _routing.DisposeAsync();
        _output.Dispose();
    }

    [Fact]
    public void Launch_StartsAProcessWithItsTicket_AndTellsTheLoop()
    {
        Execute(new Launch(s_new, 4) { Reason = "it is wanted" });

        var (order, process) = _launcher.Launched.ShouldHaveSingleItem();
        (order.Ticket.Worker, order.Ticket.SocketPath, order.Program).ShouldBe((s_new, "/run/fleet.sock", "/fleet/worker"));
        _routing.Events.Posted.ShouldBe([new WorkerSignalled(s_new, WorkerSignal.Launched, process.Pid)]);
        _log.Texts.ShouldBe(["starting cluster-0#2: it is wanted"]);
    }

    [Fact]
    public void Launch_OfAGenerationThatIsGone_IsAFailureThatTheLoopHears()
    {
        Execute(new Launch(s_new, 3) { Reason = "it is wanted" });

        _launcher.Launched.ShouldBeEmpty();
        _routing.Events.Posted.ShouldBe([new WorkerSignalled(s_new, WorkerSignal.LaunchFailed, Detail: "Generation 3 has no code for \"bot\".")]);
        _book.Find(s_new).ShouldBeNull();
    }

    [Fact]
    public async Task Activate_WithTheStateOfThePredecessor_SendsBoth()
    {
        var old = await AdmitAsync(s_old);
        var young = await AdmitAsync(s_new);
        old.Send(h => new Drained(0, "the state"u8).Write(h), "the state");
        await _routing.Events.ToldAsync("cluster-0#1 Drained");

        Execute(new Activate(s_new, s_old) { Reason = "it is ready" });

        (await ActivationAsync(young)).ShouldBe("the state within 9000");
    }

    [Fact]
    public async Task Activate_WithoutAPredecessor_SendsNoState()
    {
        var young = await AdmitAsync(s_new);

        Execute(new Activate(s_new, null) { Reason = "it is ready" });

        (await ActivationAsync(young)).ShouldBe(" within 9000");
    }

    [Fact]
    public async Task Activate_WithAStateTooLargeForItsLink_SendsNoneAndSaysHowToMendIt()
    {
        var old = await AdmitAsync(s_old);
        var young = await AdmitAsync(s_new, ProtocolLimits.Default.WithMaxFrame(64 * 1024));
        var state = new string('s', 70 * 1024);
        old.Send(h => new Drained(0, System.Text.Encoding.UTF8.GetBytes(state)).Write(h), state);
        await _routing.Events.ToldAsync("cluster-0#1 Drained");

        Execute(new Activate(s_new, s_old) { Reason = "it is ready" });

        (await ActivationAsync(young)).ShouldBe(" within 9000");
        var record = _log.Records.Single(r => r.Id == 1118);
        record.Level.ShouldBe(LogLevel.Error);
        record.Text.ShouldContain("ipc.maxMessage");
    }

    [Fact]
    public async Task BeginHandover_HoldsTheSlotBehindTheOrderToDeactivate()
    {
        var (old, young) = (await AdmitAsync(s_old), await AdmitAsync(s_new));
        Execute(new PointRoute(s_slot, s_old) { Reason = "it is active" });
        var sender = await _routing.ActivateAsync("cluster-1#1");

        Execute(new BeginHandover(s_old, s_new) { Reason = "it is ready" });
        sender.SendEvent(Target.Cluster(0), "note", "held");
        sender.SendEvent(Target.Cluster(1), "note", "to itself, behind the other");
        await sender.ReceivedAsync(1);
        Execute(new PointRoute(s_slot, s_new) { Reason = "it is active" });

        (await young.ReceivedAsync(2)).ShouldBe(["welcome cluster-0#2", "event note from cluster-1#1: held"]);
        (await old.ReceivedAsync(2)).ShouldBe(["welcome cluster-0#1", "deactivate within 9000"]);
    }

    [Fact]
    public void Actions_OnAWorkerWhoseLinkIsGone_AreHarmless()
    {
        Execute(new Activate(s_new, s_old) { Reason = "" });
        Execute(new BeginHandover(s_old, s_new) { Reason = "" });
        Execute(new Stop(s_old, StopReason.Ordered, s_now) { Reason = "" });
        Execute(new Kill(s_old, null) { Reason = "" });
        Execute(new PointRoute(s_slot, s_old) { Reason = "" });

        _routing.Routes[s_slot].Link.ShouldBeNull();
    }

    [Fact]
    public async Task PointRoute_TurnsTheRouteAndForgetsTheStatesOfTheHandover()
    {
        var old = await AdmitAsync(s_old);
        old.Send(h => new Drained(0, "the state"u8).Write(h), "the state");
        await _routing.Events.ToldAsync("cluster-0#1 Drained");
        var record = new WorkerRecord { Name = s_old, Generation = 1, Pid = 4100, Since = s_now, LaunchedAt = s_now - TimeSpan.FromSeconds(1.5) };

        Execute(new PointRoute(s_slot, s_old) { Reason = "it is active" }, FleetSnapshot.Initial(RoutingUnderTest.Spec) with { Slots = FleetSnapshot.Initial(RoutingUnderTest.Spec).Slots.SetItem(s_slot, new SlotRecord { Slot = s_slot, Workers = [record] }) });

        _routing.Routes[s_slot].Link.ShouldBeSameAs(old.Link);
        _routing.Desk.StateOf(s_old).ShouldBeEmpty();
        var said = _log.Records.ShouldHaveSingleItem();
        said.Level.ShouldBe(LogLevel.Information);
        said.Text.ShouldBe("cluster-0#1 is active (pid 4100, 1.5 s after its start)");
    }

    [Fact]
    public async Task PointRoute_AtNobody_LeavesTheSlotWithoutALink()
    {
        await _routing.ActivateAsync("cluster-0#1");

        Execute(new PointRoute(s_slot, null) { Reason = "cluster-0#1 is lost" });

        _routing.Routes[s_slot].Link.ShouldBeNull();
        _log.Texts.ShouldBe(["cluster-0 has no active worker: cluster-0#1 is lost"]);
    }

    [Theory]
    [InlineData(7.5, 6750)]
    [InlineData(0, 1)]
    [InlineData(-3, 1)]
    public async Task Stop_TellsTheWorkerWhyAndHowLongItHas(double seconds, int milliseconds)
    {
        var worker = await AdmitAsync(s_old);

        Execute(new Stop(s_old, StopReason.Replaced, s_now + TimeSpan.FromSeconds(seconds)) { Reason = "it has a successor" });

        ReadStop((await worker.Received.FramesAsync(2))[1]).ShouldBe(new StopOrder(StopReason.Replaced, milliseconds));
    }

    [Fact]
    public void Kill_EndsTheProcessAndSaysWhy()
    {
        Execute(new Launch(s_new, 4) { Reason = "it is wanted" });

        Execute(new Kill(s_new, null) { Reason = "it did not join in time" });

        _launcher.Launched.ShouldHaveSingleItem().Process.Kills.ShouldBe(1);
        var record = _log.Records.Single(r => r.Id == 1113);
        record.Level.ShouldBe(LogLevel.Warning);
        record.Text.ShouldBe("killing cluster-0#2: it did not join in time");
    }

    [Fact]
    public void Decision_WithNothingToDo_IsWrittenDownWithItsReason()
    {
        Execute(new BackOff(s_slot, s_now + TimeSpan.FromSeconds(1.5)) { Reason = "exit code 3" });
        Execute(new Quarantine(s_slot, s_now + TimeSpan.FromMinutes(5)) { Reason = "lost 5 times" });
        Execute(new FinishOperation("restart-1", OperationOutcome.Succeeded, "1 slot was restarted.") { Reason = "" });
        Execute(new BeginShutdown(s_now) { Reason = "the fleet is stopping" });
        Execute(new ForgetLosses(s_slot) { Reason = "it is stable" });

        _log.Records.Select(r => (r.Level, r.Text)).ShouldBe(
        [
            (LogLevel.Warning, "cluster-0 is started again in 1.5 s: exit code 3"),
            (LogLevel.Error, "cluster-0 is quarantined, next try in 300 s: lost 5 times"),
            (LogLevel.Information, "restart-1 Succeeded: 1 slot was restarted."),
            (LogLevel.Information, "stopping the fleet: the fleet is stopping"),
            (LogLevel.Debug, "cluster-0: it is stable"),
        ]);
    }

    [Fact]
    public void FirstLayout_Adopted_IsRoutedByAndWrittenDown()
    {
        Execute(new AdoptLayout(LayoutPlanner.Divide(1, 3, 9, [])) { Reason = "9 shards" });

        (_routing.Routes.Clusters.Length, _routing.Routes.ShardCount).ShouldBe((3, 9));
        _log.Texts.ShouldBe(["the clusters (3) start, with 9 shards"]);
    }

    [Fact]
    public void Actions_OfEveryKind_HaveAnExecutor()
    {
        FleetAction[] all =
        [
            new Launch(s_new, 4) { Reason = "" }, new Activate(s_new, null) { Reason = "" }, new BeginHandover(s_old, s_new) { Reason = "" }, new PointRoute(s_slot, null) { Reason = "" },
            new Stop(s_old, StopReason.Ordered, s_now) { Reason = "" }, new Kill(s_old, null) { Reason = "" }, new BackOff(s_slot, s_now) { Reason = "" }, new Quarantine(s_slot, s_now) { Reason = "" },
            new ForgetLosses(s_slot) { Reason = "" }, new BeginShutdown(s_now) { Reason = "" }, new FinishOperation("x-1", OperationOutcome.Failed, "") { Reason = "" }, new TurnLayout(FleetSnapshot.Initial(RoutingUnderTest.Spec).Layout, []) { Reason = "" }, new AdoptLayout(FleetSnapshot.Initial(RoutingUnderTest.Spec).Layout) { Reason = "" }, new BeginReplacement(s_old, "replace-1", Hard: false, LeavesDump: false) { Reason = "" },
        ];
        all.Select(action => action.Kind).ShouldBe(Enum.GetValues<FleetActionKind>(), ignoreOrder: true);

        foreach (var action in all) Should.NotThrow(() => Execute(action));
    }

    /// <summary>Lets a worker join as it does: by its token.</summary>
    private async Task<LinkedWorker> AdmitAsync(WorkerName name, ProtocolLimits? limits = null)
    {
        var token = TokenHash.NewToken();
        var worker = await LinkedWorker.OpenAsync(_routing.Desk, limits, handshake: true);
        _admitted.Add(worker);
        _routing.Desk.Expect(name, new TokenHash(token), new Welcome
        {
            Identity = new WorkerIdentity("pingbot", "wren", name, 1),
            PluginPath = "/code/1/Bot.dll",
            PluginClass = null,
            ConfigKey = "bot",
            Settings = new Dictionary<string, string?>(),
            Assignment = WorkAssignment.None,
            CommandTimeout = TimeSpan.FromSeconds(10),
            StartDeadline = TimeSpan.FromSeconds(60),
            DrainPatience = TimeSpan.FromSeconds(2),
            LeastLogLevel = 2,
        });
        _routing.Desk.Launched(name, 4100);
        _routing.Desk.Opened(worker.Link);
        worker.Send(header => new Hello(ProtocolVersion.Current, name, token).Write(header));
        (await worker.ReceivedAsync(1)).ShouldBe([$"welcome {name}"]);
        await _routing.Events.ToldAsync($"{name} Joined");
        return worker;
    }

    private static async Task<string> ActivationAsync(LinkedWorker worker)
    {
        var reader = new MsgPackReader((await worker.Received.FramesAsync(2))[1]);
        var (kind, fields) = MessageHeader.Read(ref reader);
        kind.ShouldBe(MessageKind.Activate);
        var order = ActivateOrder.Read(ref reader, fields);
        return $"{System.Text.Encoding.UTF8.GetString(order.State)} within {order.DeadlineMilliseconds}";
    }

    private static StopOrder ReadStop(byte[] frame)
    {
        var reader = new MsgPackReader(frame);
        var (kind, fields) = MessageHeader.Read(ref reader);
        kind.ShouldBe(MessageKind.Stop);
        return StopOrder.Read(ref reader, fields);
    }

    private void Execute(FleetAction action, FleetSnapshot? snapshot = null) => _executor.Execute(action, snapshot ?? FleetSnapshot.Initial(RoutingUnderTest.Spec), s_now);
}

using Fleet.Protocol.Connections;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;
using Fleet.Worker.Loading;
using Fleet.Worker.Messaging;
using Fleet.Worker.Running;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Running;

public class WorkerLifeTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    private readonly List<string> _calls = [];
    private readonly FakeLink _link = new();
    private readonly ManualTime _time = new();
    private readonly RecordedLog _log = new();
    private readonly HandlersInHand _inHand = new();
    private readonly ContractlessPayloadSerializer _serializer = new();
    private readonly RecordedWorker _worker;
    private readonly RecordedComponent _a;
    private readonly RecordedComponent _b;
    private readonly WorkerLife _life;

    public WorkerLifeTests()
    {
        _worker = new RecordedWorker(_calls);
        _a = new RecordedComponent("a", _calls);
        _b = new RecordedComponent("b", _calls);
        var location = typeof(WorkerLifeTests).Assembly.Location;
        var plugin = new LoadedPlugin(new PluginRequest(location, null, WorkerKind.Cluster), new PluginContext(location), typeof(RecordedWorker), null, []);
        _life = new WorkerLife(_worker, [_a, _b], plugin, _link, _serializer, _inHand, TimeSpan.FromSeconds(2), _time, _log);
    }

    [Fact]
    public async Task Activation_GoesToTheWorkerThenItsParts_EachWithItsState()
    {
        var state = HandoverStateCodec.Write([("", new HandoverState().Set("left", "by the old one")), ("b", new HandoverState().Set("left", "by b"))], _serializer);

        await RunAsync(new LifeOrder.Activate(s_limit, state));

        _calls.ShouldBe(["worker activates with by the old one", "a activates with nothing", "b activates with by b"]);
        _link.Kinds.ShouldBe([MessageKind.Activated]);
        _link.Lanes.ShouldBe([SendLane.Control]);
    }

    [Fact]
    public async Task Deactivation_ClosesThePartsFirst_ThenTheHandlers_ThenTheWorker()
    {
        _inHand.Begin();
        _worker.OnDeactivate = _ =>
        {
            _calls.Add($"with {_inHand.Count} in hand");
            return Task.FromResult<HandoverState?>(new HandoverState().Set("left", "by the worker"));
        };
        await RunAsync(new LifeOrder.Activate(s_limit, []));
        _calls.Clear();

        _life.Give(new LifeOrder.Deactivate(s_limit));
        await UntilAsync(() => _time.ArmedTimers >= 2);
        _calls.ShouldBe(["b deactivates", "a deactivates"]);
        _inHand.End();
        await _link.FramesAsync(2);

        _calls.ShouldBe(["b deactivates", "a deactivates", "worker deactivates", "with 0 in hand"]);
        var (inHand, states) = Drained(1);
        inHand.ShouldBe(0);
        states.Keys.ShouldBe(["a", "b", ""], ignoreOrder: true);
        states["a"].Get<string>("left").ShouldBe("by a");
        states[""].Get<string>("left").ShouldBe("by the worker");
    }

    [Fact]
    public async Task Handler_ThatNeverEnds_IsWaitedForPatiently_ThenLeftBehind()
    {
        _inHand.Begin();
        await RunAsync(new LifeOrder.Activate(s_limit, []));
        _life.Give(new LifeOrder.Deactivate(s_limit));
        await UntilAsync(() => _time.ArmedTimers >= 2);
        _time.Advance(TimeSpan.FromSeconds(1.9));
        _link.Frames.Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        await _link.FramesAsync(2);

        Drained(1).InHand.ShouldBe(1);
        _calls.ShouldContain("worker deactivates");
        _log.Texts.ShouldHaveSingleItem().ShouldStartWith("1 handlers are still in hand");
    }

    [Fact]
    public async Task Stop_OfAnActiveWorker_LeavesFirst_ThenStopsTheWorkerAndItsParts()
    {
        await RunAsync(new LifeOrder.Activate(s_limit, []));
        _calls.Clear();

        (await StopAsync(StopReason.Shutdown)).ShouldBe(StopReason.Shutdown);

        _calls.ShouldBe(["b deactivates", "a deactivates", "worker deactivates", "worker stops: Shutdown", "b stops: Shutdown", "a stops: Shutdown"]);
        _link.Kinds.ShouldBe([MessageKind.Activated]);
    }

    [Fact]
    public async Task Stop_OfAWorkerThatHasLeft_DoesNotLeaveAgain()
    {
        await RunAsync(new LifeOrder.Activate(s_limit, []), new LifeOrder.Deactivate(s_limit));
        _calls.Clear();

        await StopAsync(StopReason.Replaced);

        _calls.ShouldBe(["worker stops: Replaced", "b stops: Replaced", "a stops: Replaced"]);
    }

    [Fact]
    public async Task OldWorker_ActivatedAgain_GetsItsOwnStateBack()
    {
        await RunAsync(new LifeOrder.Activate(s_limit, []), new LifeOrder.Deactivate(s_limit));
        var reader = new MsgPackReader(_link.Frames[1]);
        var (_, fields) = MessageHeader.Read(ref reader);
        var state = Protocol.Messages.Drained.Read(ref reader, fields).State.ToArray();
        _calls.Clear();

        _life.Give(new LifeOrder.Activate(s_limit, state));
        await _link.FramesAsync(3);

        _calls.ShouldBe(["worker activates with nothing", "a activates with by a", "b activates with by b"]);
    }

    [Fact]
    public async Task Activation_ThatFails_IsToldAsAFault_AndTheWorkerIsNotActive()
    {
        _worker.OnActivate = (_, _) => throw new InvalidOperationException("not today");
        await RunAsync(new LifeOrder.Activate(s_limit, []));

        var fault = Fault(0);
        fault.Stage.ShouldBe(FaultStage.Activate);
        fault.Code.ShouldBe("FLEET1010");
        fault.What.ShouldBe($"{typeof(RecordedWorker).FullName} failed in ActivateAsync");
        fault.Why.ShouldContain("not today");
        _calls.ShouldBe(["worker activates with nothing"]);
        _calls.Clear();
        await StopAsync(StopReason.RolledBack);
        _calls.ShouldBe(["worker stops: RolledBack", "b stops: RolledBack", "a stops: RolledBack"]);
    }

    [Fact]
    public async Task Activation_OfAStateThatCannotBeRead_IsToldAsAFault()
    {
        await RunAsync(new LifeOrder.Activate(s_limit, [0xc1]));

        Fault(0).Stage.ShouldBe(FaultStage.Activate);
        _calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fault_TooLargeForAFrame_IsToldShortened()
    {
        _link.Answer = body => body.Length > 4096 ? SendStatus.TooLarge : SendStatus.Queued;
        _worker.OnActivate = (_, _) => throw new InvalidOperationException(new string('€', 3000));

        await RunAsync(new LifeOrder.Activate(s_limit, []));

        Fault(0).Why.ShouldContain("€€€");
        Fault(0).Stack.ShouldBeNull();
    }

    [Fact]
    public async Task Hooks_ThatFailWhileLeaving_AreLogged_AndTheRestGoesOn()
    {
        _b.FailIn = "deactivate";
        _worker.OnDeactivate = _ => throw new InvalidOperationException("the worker cannot");
        await RunAsync(new LifeOrder.Activate(s_limit, []), new LifeOrder.Deactivate(s_limit));

        Drained(1).States.Keys.ShouldBe(["a"]);
        _log.Records.Select(r => r.Text).ShouldBe(["b.DeactivateAsync failed.", "DeactivateAsync failed."]);
    }

    [Fact]
    public async Task Hooks_ThatFailWhileStopping_AreLogged_AndTheRestGoesOn()
    {
        _b.FailIn = "stop";
        _worker.OnStop = (_, _) => throw new InvalidOperationException("the worker cannot");

        _ = RunLife();
        await StopAsync(StopReason.Ordered);

        _calls.ShouldBe(["worker stops: Ordered", "b stops: Ordered", "a stops: Ordered"]);
        _log.Records.Select(r => r.Text).ShouldBe(["StopAsync failed.", "b.StopAsync failed."]);
    }

    [Fact]
    public async Task State_ThatCannotBeWritten_IsLeftOut_AndSaid()
    {
        _worker.OnDeactivate = _ => Task.FromResult<HandoverState?>(new HandoverState().Set("bomb", new Bomb()));
        await RunAsync(new LifeOrder.Activate(s_limit, []), new LifeOrder.Deactivate(s_limit));

        Drained(1).States.ShouldBeEmpty();
        _log.Texts.ShouldHaveSingleItem().ShouldStartWith("The handover state cannot be sent, so the successor starts without one: ");
    }

    [Fact]
    public async Task State_TooLargeForAFrame_IsLeftOut_AndSaid()
    {
        _link.Answer = body => body.Length > 4096 ? SendStatus.TooLarge : SendStatus.Queued;
        _worker.OnDeactivate = _ => Task.FromResult<HandoverState?>(new HandoverState().Set("text", new string('x', 5000)));
        await RunAsync(new LifeOrder.Activate(s_limit, []), new LifeOrder.Deactivate(s_limit));

        Drained(1).States.ShouldBeEmpty();
        _log.Texts.ShouldHaveSingleItem().ShouldContain("do not fit into one frame (ipc.maxMessage)");
    }

    [Fact]
    public async Task Deadline_OfAnOrder_IsTheTokenOfItsHooks()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _worker.OnActivate = async (_, token) =>
        {
            using var end = token.Register(() => cancelled.SetResult());
            await cancelled.Task;
            token.ThrowIfCancellationRequested();
        };
        _life.Give(new LifeOrder.Activate(TimeSpan.FromSeconds(3), []));
        _ = RunLife();
        await UntilAsync(() => _calls.Count == 1 && _time.ArmedTimers == 1);

        _time.Advance(TimeSpan.FromSeconds(3));
        await _link.FramesAsync(1);

        _link.Kinds.ShouldBe([MessageKind.Fault]);
    }

    [Fact]
    public void Orders_WithoutEnd_AreLeftOutAndSaid()
    {
        for (var i = 0; i < 17; i++) _life.Give(new LifeOrder.Deactivate(s_limit));

        _log.Texts.ShouldHaveSingleItem().ShouldContain("Deactivate was left out");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var deadline = System.Diagnostics.Stopwatch.StartNew();
        while (!condition())
        {
            deadline.Elapsed.ShouldBeLessThan(Deadlines.Default);
            await Task.Yield();
        }
    }

    private Task<StopReason> RunLife() => _running ??= Task.Run(_life.RunAsync);

    private Task<StopReason>? _running;

    /// <summary>Gives orders that are each answered with one frame.</summary>
    private async Task RunAsync(params LifeOrder[] orders)
    {
        _ = RunLife();
        var frames = _link.Frames.Count;
        foreach (var order in orders)
        {
            _life.Give(order);
            await _link.FramesAsync(++frames);
        }
    }

    private Task<StopReason> StopAsync(StopReason reason)
    {
        _life.Give(new LifeOrder.Stop(s_limit, reason));
        return RunLife().WithDeadline();
    }

    private (int InHand, IReadOnlyDictionary<string, HandoverState> States) Drained(int index)
    {
        var reader = new MsgPackReader(_link.Frames[index]);
        var (kind, fields) = MessageHeader.Read(ref reader);
        kind.ShouldBe(MessageKind.Drained);
        var drained = Protocol.Messages.Drained.Read(ref reader, fields);
        return (drained.InHand, HandoverStateCodec.Read(drained.State, _serializer));
    }

    private Fault Fault(int index)
    {
        var reader = new MsgPackReader(_link.Frames[index]);
        var (kind, fields) = MessageHeader.Read(ref reader);
        kind.ShouldBe(MessageKind.Fault);
        return Protocol.Messages.Fault.Read(ref reader, fields);
    }
}

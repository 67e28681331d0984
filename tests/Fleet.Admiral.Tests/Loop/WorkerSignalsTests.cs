using Fleet.Admiral.Loop;
using Fleet.Admiral.Options;
using Fleet.Admiral.Processes;
using Fleet.Admiral.Telemetry;
using Fleet.Admiral.Tests.Telemetry;
using Fleet.Planning.Events;
using Fleet.Planning.Supervision;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Loop;

public sealed class WorkerSignalsTests : IDisposable
{
    private static readonly WorkerName s_worker = WorkerName.Parse("cluster-3#7");

    private readonly List<FleetEvent> _events = [];
    private readonly RecordedLogs _output = new();
    private readonly RecordedLog<WorkerSignals> _log = new();
    private readonly ManualTime _time = new();
    private readonly WorkerBook _book = new();
    private readonly WorkerPage _page;
    private readonly WorkerSignals _signals;

    public WorkerSignalsTests()
    {
        _page = _book.Open(s_worker);
        _signals = new WorkerSignals(_book, new WorkerLog(_output, new LogOptions()), _time, _log) { ToLoop = _events.Add, StatsBook = () => throw new InvalidOperationException("Nobody asked.") };
    }

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Joined_IsNotedAndPassedOn()
    {
        var joined = new WorkerSignalled(s_worker, WorkerSignal.Joined);

        _signals.Post(joined);

        _page.Joined.ShouldBeTrue();
        _events.ShouldBe([joined]);
    }

    [Fact]
    public void Signal_OtherThanJoined_IsPassedOnAlone()
    {
        _signals.Post(new WorkerSignalled(s_worker, WorkerSignal.Ready));

        _page.Joined.ShouldBeFalse();
        _events.Count.ShouldBe(1);
    }

    [Fact]
    public void Signal_OfAWorkerWhosePageIsClosed_IsPassedOn()
    {
        _book.Close(s_worker);

        _signals.Post(new WorkerSignalled(s_worker, WorkerSignal.Joined));
        _signals.SaidGoodbye(s_worker);
        _signals.Faulted(s_worker, Fault(FaultStage.Crash));

        _events.Count.ShouldBe(1);
    }

    [Fact]
    public void Goodbye_IsNoted_AndItsEndTellsTheLoop()
    {
        _signals.SaidGoodbye(s_worker);

        _page.SaidGoodbye.ShouldBeTrue();
        _events.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(FaultStage.Start, WorkerSignal.StartFailed, true)]
    [InlineData(FaultStage.Start, WorkerSignal.StartFailed, false)]
    [InlineData(FaultStage.Activate, WorkerSignal.ActivateFailed, false)]
    public void Fault_OfAHook_TellsTheLoopWhyAndWhetherARetryHelps(FaultStage stage, WorkerSignal signal, bool permanent)
    {
        var fault = Fault(stage) with { Permanent = permanent };

        _signals.Faulted(s_worker, fault);

        _events.ShouldBe([new WorkerSignalled(s_worker, signal, Detail: fault.ToString(), Permanent: permanent)]);
        _page.Fault.ShouldBeSameAs(fault);
        _log.Records.ShouldBeEmpty();
    }

    [Fact]
    public void Fault_OfACrash_IsKeptForTheEndThatFollows()
    {
        var fault = Fault(FaultStage.Crash) with { Stack = "at Bot.Run()" };

        _signals.Faulted(s_worker, fault);

        _events.ShouldBeEmpty();
        _page.Fault.ShouldBeSameAs(fault);
        _log.Records.ShouldHaveSingleItem().Text.ShouldBe("cluster-3#7 failed with:\nat Bot.Run()");
    }

    [Fact]
    public void Link_ClosedByAWorkerWhoseProcessGoesOn_IsToldAfterAWhile()
    {
        _signals.LinkLost(s_worker, DisconnectReason.PeerClosed, null);

        _time.Advance(TimeSpan.FromSeconds(1.9));
        _events.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        _events.ShouldBe([new WorkerSignalled(s_worker, WorkerSignal.LinkLost, Detail: "its link ended: PeerClosed")]);
        _log.Records.ShouldBeEmpty();
    }

    [Fact]
    public void Link_ClosedByAProcessThatEnds_IsNoNews()
    {
        _signals.LinkLost(s_worker, DisconnectReason.PeerClosed, null);

        _book.Close(s_worker);
        _time.Advance(TimeSpan.FromSeconds(3));

        _events.ShouldBeEmpty();
    }

    [Fact]
    public void Link_ClosedAfterAGoodbyeOrAFault_IsNoNews()
    {
        _page.SaidGoodbye = true;
        _signals.LinkLost(s_worker, DisconnectReason.PeerClosed, null);
        _time.Advance(TimeSpan.FromSeconds(3));
        _page.SaidGoodbye = false;
        _page.Fault = Fault(FaultStage.Crash);
        _signals.LinkLost(s_worker, DisconnectReason.PeerStalled, null);

        _events.ShouldBeEmpty();
    }

    [Fact]
    public void Link_ClosedByTheAdmiral_IsToldAtOnceWithItsFailure()
    {
        _signals.LinkLost(s_worker, DisconnectReason.PeerStalled, new IOException("it does not read"));

        _events.ShouldBe([new WorkerSignalled(s_worker, WorkerSignal.LinkLost, Detail: "its link ended: PeerStalled")]);
        _log.Texts.ShouldBe(["The link of cluster-3#7 was closed (PeerStalled): it does not read"]);
    }

    [Fact]
    public void Log_OfAWorker_IsWrittenDown()
    {
        _signals.Logged(s_worker, new LogLine(2, 0, "My.Bot", "hello", null));

        _output.Workers.Texts.ShouldBe(["cluster-3#7 Bot: hello"]);
    }

    private static Fault Fault(FaultStage stage) => new(stage, false, "FLEET1010", "Bot failed", "Bot.cs", "It is tired.", "Let it sleep.", null);
}

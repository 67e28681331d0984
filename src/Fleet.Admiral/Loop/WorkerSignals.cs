using Fleet.Admiral.Links;
using Fleet.Admiral.Processes;
using Fleet.Admiral.Stats;
using Fleet.Admiral.Telemetry;
using Fleet.Planning.Events;
using Fleet.Planning.Supervision;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Loop;

/// <summary>Translates what links say into what the loop hears.</summary>
internal sealed partial class WorkerSignals(WorkerBook book, WorkerLog output, TimeProvider time, ILogger<WorkerSignals> log) : ILinkEvents
{
    // A link ends a moment before its process does, whose end tells far more. Only a process that goes on without a link is news.
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(2);

    /// <summary>Where signals go.</summary>
    public required Action<FleetEvent> ToLoop { get; init; }

    /// <summary>Where answers with stats go.</summary>
    public required Func<StatsBook> StatsBook { get; init; }

    public void Post(FleetEvent fleetEvent)
    {
        if (fleetEvent is WorkerSignalled { Signal: WorkerSignal.Joined } joined && book.Find(joined.Worker) is { } page) page.Joined = true;
        ToLoop(fleetEvent);
    }

    public void SaidGoodbye(WorkerName worker)
    {
        if (book.Find(worker) is { } page) page.SaidGoodbye = true;
    }

    public void Faulted(WorkerName worker, Fault fault)
    {
        if (book.Find(worker) is { } page) page.Fault = fault;
        if (fault.Stack is { } stack) LogStack(log, worker.ToString(), stack);
        switch (fault.Stage)
        {
            case FaultStage.Start: ToLoop(new WorkerSignalled(worker, WorkerSignal.StartFailed, Detail: fault.ToString(), Permanent: fault.Permanent)); break;
            case FaultStage.Activate: ToLoop(new WorkerSignalled(worker, WorkerSignal.ActivateFailed, Detail: fault.ToString(), Permanent: fault.Permanent)); break;
            case FaultStage.Crash: break;
        }
    }

    public void Logged(WorkerName worker, LogLine line) => output.Logged(worker, line);

    public void Stats(WorkerName worker, long collection, ReadOnlySpan<byte> stats) => StatsBook().OnAnswer(worker, collection, stats);

    public void LinkLost(WorkerName worker, DisconnectReason reason, Exception? failure)
    {
        if (failure is not null) LogLinkFailure(log, worker.ToString(), reason.ToString(), failure.Message);
        _ = TellUnlessGoneAsync(worker, reason);
    }

    private async Task TellUnlessGoneAsync(WorkerName worker, DisconnectReason reason)
    {
        if (reason == DisconnectReason.PeerClosed) await Task.Delay(ExitPatience, time);
        if (book.Find(worker) is { SaidGoodbye: false, Fault: null }) ToLoop(new WorkerSignalled(worker, WorkerSignal.LinkLost, Detail: $"its link ended: {reason}"));
    }

    [LoggerMessage(1131, LogLevel.Debug, "{Worker} failed with:\n{Stack}")]
    private static partial void LogStack(ILogger logger, string worker, string stack);

    [LoggerMessage(1132, LogLevel.Error, "The link of {Worker} was closed ({Reason}): {Why}")]
    private static partial void LogLinkFailure(ILogger logger, string worker, string reason, string why);
}

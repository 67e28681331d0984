using Fleet.Admiral.Links;
using Fleet.Admiral.Processes;
using Fleet.Admiral.Processes.Dumps;
using Fleet.Admiral.Routing;
using Fleet.Planning.Actions;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Microsoft.Extensions.Logging;
using Activate = Fleet.Planning.Actions.Activate;

namespace Fleet.Admiral.Loop;

/// <summary>Turns the planner's wishes into processes, frames and routes, and writes each one's reason into the log: nobody else does.</summary>
internal sealed partial class ActionExecutor(
    FleetSpec spec,
    WorkerStarter starter,
    WorkerBook book,
    DumpDesk dumps,
    LinkDesk desk,
    MessageRouter router,
    RouteTable routes,
    ILogger<ActionExecutor> log) : IActionExecutor
{
    public void Execute(FleetAction action, FleetSnapshot snapshot, DateTimeOffset now)
    {
        switch (action)
        {
            case Launch launch:
                LogStep(log, $"starting {launch.Worker}: {launch.Reason}");
                routes.Add(launch.Worker.Slot);
                _ = starter.StartAsync(launch.Worker, launch.Generation, snapshot.FindWorker(launch.Worker) is { } record ? snapshot.AssignmentOf(record) : WorkAssignment.None, replaces: launch.OperationId is not null);
                break;
            case Activate activate:
                LogStep(log, $"activating {activate.Worker}: {activate.Reason}");
                SendActivate(activate);
                break;
            case BeginHandover handover:
                LogStep(log, $"handing over from {handover.Old} to {handover.New}: {handover.Reason}");
                Hold(handover);
                break;
            case PointRoute point:
                Point(point, snapshot, now);
                break;
            case Stop stop:
                LogStep(log, $"stopping {stop.Worker}: {stop.Reason}");
                SendStop(stop, now);
                break;
            case Kill kill:
                LogKill(log, kill.Worker.ToString(), kill.Reason);
                if (book.Find(kill.Worker) is { } page)
                {
                    page.IsKilledByOrder = kill.StopReason is not null;
                    if (page.Process is { } process) Kill(process, kill);
                }

                break;
            case BeginReplacement replacement:
                LogReplacement(log, replacement.Worker.ToString(), replacement.OperationId, replacement.Reason);
                // Now, while it is stuck: it may come to itself before it is stopped.
                if (replacement.LeavesDump && book.Find(replacement.Worker)?.Process is { } stuck) _ = dumps.LeaveAsync(replacement.Worker, stuck.Pid);
                break;
            case BackOff backOff:
                LogBackOff(log, backOff.Slot.ToString(), (backOff.RetryAt - now).TotalSeconds, backOff.Reason);
                break;
            case Quarantine quarantine:
                LogQuarantine(log, quarantine.Slot.ToString(), (quarantine.RetryAt - now).TotalSeconds, quarantine.Reason);
                break;
            case TurnLayout turn:
                LogTurn(log, turn.To.Number, turn.Reason);
                router.Turn(turn.To, ForTheWorker(spec.Supervision.DrainDeadline));
                break;
            case AdoptLayout adopt:
                LogAdopted(log, adopt.To.Clusters.Count, adopt.Reason);
                routes.Adopt(adopt.To);
                break;
            case FinishOperation finish:
                ForgetGoneSlots(snapshot);
                LogOperation(log, finish.Id, finish.Outcome.ToString(), finish.Message);
                break;
            case BeginShutdown shutdown:
                LogShutdown(log, shutdown.Reason);
                break;
            case ForgetLosses forget:
                LogStep(log, $"{forget.Slot}: {forget.Reason}");
                break;
            default:
                throw new InvalidOperationException($"There is no executor for {action.Kind}.");
        }
    }

    private void Kill(IWorkerProcess process, Kill kill)
    {
        var dump = kill.LeavesDump ? dumps.LeaveAsync(kill.Worker, process.Pid) : Task.CompletedTask;
        if (dump.IsCompleted) process.Kill();
        else _ = KillAfterAsync(dump, process);
    }

    private static async Task KillAfterAsync(Task dump, IWorkerProcess process)
    {
        await dump;
        process.Kill();
    }

    // Services that were removed, and clusters that another layout does not have.
    private void ForgetGoneSlots(FleetSnapshot snapshot)
    {
        foreach (var gone in routes.Services.Where(route => !snapshot.Slots.ContainsKey(route.Slot)).ToList()) routes.Remove(gone.Slot);
        desk.KeepStates(snapshot.Slots.ContainsKey);
    }

    private void SendActivate(Activate action)
    {
        if (desk.Find(action.Worker) is not { } link) return;
        Span<byte> header = stackalloc byte[16];
        var length = Fleet.Protocol.Messages.Activate.Write(header, Milliseconds(ForTheWorker(spec.Supervision.ActivateDeadline)));
        if (link.Connection.TrySend(header[..length], desk.StatesOf([.. action.StateFrom is { } from ? [from] : Array.Empty<WorkerName>(), .. action.StatesAlsoFrom]), SendLane.Control) == SendStatus.TooLarge)
        {
            // A state that just fitted into the frame it came in.
            LogStateTooLarge(log, action.Worker.ToString());
            _ = link.Connection.TrySend(header[..length], default, SendLane.Control);
        }

        link.Connection.Flush();
    }

    private void Hold(BeginHandover action)
    {
        // Without a link the old worker is lost already: its exit is on the way, and the planner will see it.
        if (desk.Find(action.Old) is { } old) routes[action.Old.Slot].Hold(old, ForTheWorker(spec.Supervision.DrainDeadline));
    }

    private void Point(PointRoute action, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var link = action.Worker is { } worker ? desk.Find(worker) : null;
        router.Point(action.Slot, link);
        desk.DropStates(action.Slot);
        if (action.Worker is not { } active || snapshot.FindWorker(active) is not { } record) LogStep(log, $"{action.Slot} has no active worker: {action.Reason}");
        else LogActive(log, active.ToString(), record.Pid, (now - record.LaunchedAt).TotalSeconds);
    }

    private void SendStop(Stop action, DateTimeOffset now)
    {
        if (desk.Find(action.Worker) is not { } link) return;
        var left = action.Deadline - now;
        Span<byte> header = stackalloc byte[16];
        var length = new StopOrder(action.StopReason, Math.Max(1, Milliseconds(ForTheWorker(left)))).Write(header);
        _ = link.Connection.TrySend(header[..length], default, SendLane.Control);
        link.Connection.Flush();
    }

    // A tenth less, at most a second: a worker whose hooks took all of their time must still come to say what it leaves before it is killed. Killed at the same
    // instant it would take its handover state with it, and its successor would do again what is done.
    private static TimeSpan ForTheWorker(TimeSpan deadline) => deadline - TimeSpan.FromTicks(Math.Clamp(deadline.Ticks / 10, 0, TimeSpan.TicksPerSecond));

    private static int Milliseconds(TimeSpan time) => (int)Math.Min(int.MaxValue, time.TotalMilliseconds);

    private static void LogStep(ILogger logger, string text)
    {
        if (logger.IsEnabled(LogLevel.Debug)) LogStepText(logger, text);
    }

    [LoggerMessage(1111, LogLevel.Debug, "{Text}")]
    private static partial void LogStepText(ILogger logger, string text);

    [LoggerMessage(1112, LogLevel.Information, "{Worker} is active (pid {Pid}, {Seconds:0.0} s after its start)")]
    private static partial void LogActive(ILogger logger, string worker, int pid, double seconds);

    [LoggerMessage(1113, LogLevel.Warning, "killing {Worker}: {Why}")]
    private static partial void LogKill(ILogger logger, string worker, string why);

    [LoggerMessage(1119, LogLevel.Warning, "replacing {Worker} ({Operation}): {Why}")]
    private static partial void LogReplacement(ILogger logger, string worker, string operation, string why);

    [LoggerMessage(1114, LogLevel.Warning, "{Slot} is started again in {Seconds:0.0} s: {Why}")]
    private static partial void LogBackOff(ILogger logger, string slot, double seconds, string why);

    [LoggerMessage(1115, LogLevel.Error, "{Slot} is quarantined, next try in {Seconds:0} s: {Why}")]
    private static partial void LogQuarantine(ILogger logger, string slot, double seconds, string why);

    [LoggerMessage(1116, LogLevel.Information, "{Operation} {Outcome}: {Message}")]
    private static partial void LogOperation(ILogger logger, string operation, string outcome, string message);

    [LoggerMessage(1110, LogLevel.Information, "turning to layout {Layout}: {Why}")]
    private static partial void LogTurn(ILogger logger, int layout, string why);

    [LoggerMessage(1120, LogLevel.Information, "the clusters ({Clusters}) start, with {What}")]
    private static partial void LogAdopted(ILogger logger, int clusters, string what);

    [LoggerMessage(1118, LogLevel.Error, "The handover state for {Worker} does not fit into one frame; it starts without one. Raise ipc.maxMessage.")]
    private static partial void LogStateTooLarge(ILogger logger, string worker);

    [LoggerMessage(1117, LogLevel.Information, "stopping the fleet: {Why}")]
    private static partial void LogShutdown(ILogger logger, string why);
}

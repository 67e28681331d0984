using Fleet.Admiral.Links;
using Fleet.Admiral.Options;
using Fleet.Admiral.Plugins;
using Fleet.Admiral.Processes.Dumps;
using Fleet.Admiral.Telemetry;
using Fleet.Planning.Events;
using Fleet.Planning.Liveness;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Processes;

/// <summary>Starts a worker's process: the code of its generation, a fresh token, the settings of its slot.</summary>
internal sealed partial class WorkerStarter(
    FleetConfig config,
    FleetSpec spec,
    IWorkerLauncher launcher,
    WorkerBook book,
    LinkDesk desk,
    WorkerLog output,
    ILinkEvents events,
    ILogger<WorkerStarter> log)
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(2);

    /// <summary>The worker program.</summary>
    public required string Program { get; init; }

    /// <summary>The socket that workers join at.</summary>
    public required string SocketPath { get; init; }

    /// <summary>Where the code of each generation lies.</summary>
    public required GenerationBook Generations { get; init; }

    /// <summary>What hung workers leave; told when their process is gone.</summary>
    public required DumpDesk Dumps { get; init; }

    /// <summary>Starts the process; what becomes of it is told to the loop.</summary>
    /// <param name="worker">Its name.</param>
    /// <param name="generation">The code it runs.</param>
    /// <param name="assignment">Its shards and channels.</param>
    /// <param name="replaces">Whether it is to take over from one that acts, so that nobody outside need know that it starts.</param>
    public async Task StartAsync(WorkerName worker, int generation, WorkAssignment assignment, bool replaces = false)
    {
        var page = book.Open(worker);
        var service = ServiceOf(worker.Slot);
        try
        {
            var token = TokenHash.NewToken();
            desk.Expect(worker, new TokenHash(token), WelcomeFor(worker, service, generation, assignment) with { StartingStatus = service is null && !replaces ? config.Bot.StartingStatus : null });
            var order = new LaunchOrder(
                new LaunchTicket(SocketPath, worker, token, config.Ipc.MaxMessage),
                Program,
                Path.GetDirectoryName(config.File) ?? ".",
                EnvironmentFor(worker, service))
            {
                Through = service is null ? config.Bot.LaunchWith : service.LaunchWith,
            };
            page.Process = await launcher.LaunchAsync(order, new ProcessEvents(this, worker, page));
            events.Post(new WorkerSignalled(worker, WorkerSignal.Launched, page.Process.Pid));
            desk.Launched(worker, page.Process.Pid);
        }
        catch (Exception e)
        {
            LogLaunchFailed(log, e, worker.ToString());
            desk.Forget(worker);
            book.Close(worker);
            events.Post(new WorkerSignalled(worker, WorkerSignal.LaunchFailed, Detail: e.Message));
        }
    }

    private ServiceOptions? ServiceOf(SlotName slot) =>
        slot.ServiceName is not { } name ? null : config.Services.FirstOrDefault(s => s.Name == name) ?? Generations.Added.Find(name);

    private Welcome WelcomeFor(WorkerName worker, ServiceOptions? service, int generation, WorkAssignment assignment)
    {
        var key = service is null ? PluginSpec.Bot : PluginSpec.Service(service.Name);
        var dll = Generations.Find(generation, key);
        return new Welcome
        {
            Identity = new WorkerIdentity(config.Name, config.Host, worker, generation),
            PluginPath = dll.Path,
            PluginSource = dll.Source,
            PluginClass = service is null ? config.Bot.Class : service.Class,
            ConfigKey = key,
            Settings = service is null ? config.Bot.Settings : service.Settings,
            Assignment = assignment,
            CommandTimeout = config.Ipc.Timeout,
            StartDeadline = service?.StartTimeout ?? config.Start.TimeoutOf(assignment.Shards.Count),
            DrainPatience = DrainPatience < config.Rollout.Drain / 2 ? DrainPatience : config.Rollout.Drain / 2,
            LeastLogLevel = (int)config.Logs.Level,
            FetchTimeout = config.Ipc.FetchTimeout,
            EvalTimeout = config.Evaluation.Allow.IsEmpty ? TimeSpan.Zero : config.Evaluation.Timeout,
        };
    }

    private Dictionary<string, string> EnvironmentFor(WorkerName worker, ServiceOptions? service) => new(RuntimeSettings.Under(Over(config.Environment, service is null ? config.Bot.Environment : service.Environment), Environment.GetEnvironmentVariable, HeapLimitOf(worker.Slot)))
    {
        // For the bot's own tools and logs; nothing of Fleet reads them.
        ["FLEET_NAME"] = config.Name,
        ["FLEET_SLOT"] = worker.Slot.ToString(),
        ["FLEET_WORKER"] = worker.ToString(),
    };

    private static Dictionary<string, string> Over(IReadOnlyDictionary<string, string> all, IReadOnlyDictionary<string, string> own)
    {
        var variables = new Dictionary<string, string>(all);
        foreach (var (name, value) in own) variables[name] = value;
        return variables;
    }

    private long? HeapLimitOf(SlotName slot) =>
        spec.MemoryLimitOf(slot) is { } limit ? MemoryJudge.HardLimit(spec.Memory, limit) : null;

    // The process comes with its end, because the end may overtake the return of the launch.
    private async Task OnExitedAsync(WorkerName worker, WorkerPage page, IWorkerProcess process, int exitCode)
    {
        // A busy Admiral may hear of the end before it has read the worker's last word: its goodbye, or why it could not go on.
        await desk.HeardAllAsync(worker);
        desk.Forget(worker);
        var expected = page.SaidGoodbye && exitCode == 0;
        var fault = page.Fault;
        var detail = expected ? null
            : fault is not null ? fault.ToString()
            : ExitReading.Describe(exitCode, page.Joined, process.LastErrorLines);
        var lastLines = process.LastErrorLines;
        book.Close(worker);
        Dumps.Forget(worker);
        process.Dispose();
        events.Post(new WorkerSignalled(worker, WorkerSignal.Exited, Detail: detail) { LastLines = lastLines });
        if (detail is null) LogEnded(log, worker.ToString());
        else if (page.IsKilledByOrder) LogKilled(log, worker.ToString(), detail);
        else LogDied(log, worker.ToString(), detail);
    }

    [LoggerMessage(1121, LogLevel.Error, "{Worker} could not be launched.")]
    private static partial void LogLaunchFailed(ILogger logger, Exception exception, string worker);

    [LoggerMessage(1122, LogLevel.Information, "{Worker} has stopped")]
    private static partial void LogEnded(ILogger logger, string worker);

    [LoggerMessage(1123, LogLevel.Error, "{Worker} is lost: {Why}")]
    private static partial void LogDied(ILogger logger, string worker, string why);

    [LoggerMessage(1124, LogLevel.Information, "{Worker} has stopped: {Why}")]
    private static partial void LogKilled(ILogger logger, string worker, string why);

    private sealed class ProcessEvents(WorkerStarter starter, WorkerName worker, WorkerPage page) : IWorkerProcessEvents
    {
        public void OnOutput(string line, bool isError) => starter.Output.Printed(worker, line, isError);

        public void OnExited(IWorkerProcess process, int exitCode) => _ = starter.OnExitedAsync(worker, page, process, exitCode);
    }

    private WorkerLog Output => output;
}

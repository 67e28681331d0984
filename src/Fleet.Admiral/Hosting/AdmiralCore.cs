using Fleet.Admiral.Budgets;
using Fleet.Admiral.Evaluation;
using Fleet.Admiral.Links;
using Fleet.Admiral.Loop;
using Fleet.Admiral.Notices;
using Fleet.Admiral.Options;
using Fleet.Admiral.Plugins;
using Fleet.Admiral.Processes;
using Fleet.Admiral.Processes.Dumps;
using Fleet.Admiral.Routing;
using Fleet.Admiral.Sharding;
using Fleet.Admiral.Stats;
using Fleet.Admiral.Storage;
using Fleet.Admiral.Telemetry;
using Fleet.Planning.Orders;
using Fleet.Planning.Storage;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Payloads;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Hosting;

/// <summary>
/// All parts of an Admiral, put together by hand because they form a ring: links report to the loop, the loop acts through links.
/// Order of death: the loop ends when nothing lives; then the listener and the watches stop; then what is left of processes is killed.
/// </summary>
internal sealed class AdmiralCore : IAsyncDisposable
{
    /// <summary>Where the worker program lies: beside the program that runs, whichever that is.</summary>
    public static readonly string WorkerProgram = Path.Combine(AppContext.BaseDirectory, "worker", OperatingSystem.IsWindows() ? "Fleet.Worker.exe" : "Fleet.Worker");

    private readonly FleetConfig _config;
    private readonly LocalEndpoint _endpoint;
    private readonly WorkerBook _book = new();
    private readonly WorkerListener _listener;
    private readonly LinkWatch _watch;
    private readonly MemoryWatch _memory;
    private readonly MemoryStorage _storage;
    private readonly CancellationTokenSource _stop = new();
    private Task _background = Task.CompletedTask;

    public AdmiralCore(FleetConfig config, string runDirectory, GenerationBook generations, IWorkerLauncher launcher, TimeProvider time, ILoggerFactory loggers, string? workerProgram = null, IShardSource? shardSource = null)
    {
        _config = config;
        var spec = SpecBuilder.Build(config);
        var serializer = new ContractlessPayloadSerializer();
        var limits = new RouteLimits { HeldBytes = config.Ipc.HoldLimit };

        // Messages: where they go, what the Admiral answers, and what it asks itself.
        Routes = new RouteTable(spec, limits, time);
        var replies = new ReplyPost(Counters);
        Commands = new AdmiralCommands(serializer, replies, time);
        Router = new MessageRouter(Routes, Counters, replies, Commands, time, loggers.CreateLogger<MessageRouter>())
        {
            Reserved = new ReservedCommands { Evaluations = new EvalGate(config.Evaluation.Allow, serializer, time, loggers.CreateLogger<EvalGate>()) },
        };
        Calls = replies.Own = new AdmiralCalls(Router, serializer, config.Ipc.Timeout, config.Ipc.MaxMessage, time);

        // What all workers share.
        var storeLimits = new StoreLimits(config.Store.MaxValue, config.Store.MaxKeys, config.Store.MaxBytes);
        _storage = new MemoryStorage(storeLimits, time);
        new StoreDesk(_storage, storeLimits, StoreOptions.PageBytes(config.Ipc), serializer, Counters, time, loggers.CreateLogger<StoreDesk>()).AddTo(Commands);
        Budgets = new BudgetDesk(time);
        foreach (var (name, definition) in config.Budgets) Budgets.Define(name, definition, "the configuration");
        BudgetCommands.AddTo(Commands, Budgets);
        var identify = new IdentifyDesk(config.Identify, Budgets);
        identify.AddTo(Commands);

        // What is told of the fleet: to who listens, and to who asks.
        Notices = new NoticeHub(spec.Slots.Select(slot => slot.Slot), spec.Rollout.Notice, time, loggers.CreateLogger<NoticeHub>());
        Notices.Listen(new NoticeBroadcast(config.Events.Broadcast, Router, Routes, serializer).Tell);
        Stats = new StatsBook(Routes, serializer, config.Stats.Timeout, time, loggers.CreateLogger<StatsBook>())
        {
            Complete = stats => stats with { Store = _storage.Figures, Routing = Counters.Read(Routes), Budgets = Budgets.All },
            Collected = stats => Notices.Tell(new StatsCollected { At = stats.CollectedAt, Stats = stats }),
        };
        WorkerQuestions.AddTo(Commands, new AdmiralAnswers(this));

        // Workers: their processes, and their links.
        _endpoint = LocalEndpoint.Create(runDirectory);
        var output = new WorkerLog(loggers, config.Logs);
        var signals = new WorkerSignals(_book, output, time, loggers.CreateLogger<WorkerSignals>())
        {
            ToLoop = e => Loop!.Post(e),
            StatsBook = () => Stats,
        };
        var desk = new LinkDesk(signals, time, loggers.CreateLogger<LinkDesk>()) { Router = Router };
        var dumps = new DumpDesk(config.Dumps, new DiagnosticsDumpWriter(), time, loggers.CreateLogger<DumpDesk>());
        var starter = new WorkerStarter(config, spec, launcher, _book, desk, output, signals, loggers.CreateLogger<WorkerStarter>())
        {
            Program = workerProgram ?? WorkerProgram,
            SocketPath = _endpoint.Path,
            Generations = generations,
            Dumps = dumps,
        };
        _listener = new WorkerListener(_endpoint, desk, new SocketPeerIdentity(), LinkLimits.Of(config.Ipc), limits.CommandsPerWorker, time, loggers.CreateLogger<WorkerListener>());
        _watch = new LinkWatch(desk, signals, spec.Liveness, time, loggers.CreateLogger<LinkWatch>());
        _memory = new MemoryWatch(spec, _book, signals.Post, time);

        // The loop, which decides; and who asks for what it cannot know by itself.
        Loop = new AdmiralLoop(spec, new ActionExecutor(spec, starter, _book, dumps, desk, Router, Routes, loggers.CreateLogger<ActionExecutor>()), time, loggers.CreateLogger<AdmiralLoop>()) { Heard = Notices.Heard };
        if (shardSource is null && config.Shards.SourceService is { } service) shardSource = new ServiceShardSource(service, Calls, config.Shards.SourceTimeout);
        Shards = new ShardDesk(config, shardSource, Loop, identify, time, loggers.CreateLogger<ShardDesk>());
    }

    public RouteTable Routes { get; }

    public RouteCounters Counters { get; } = new();

    /// <summary>The commands that the Admiral answers; more may be added until it starts.</summary>
    public AdmiralCommands Commands { get; }

    public StatsBook Stats { get; }

    /// <summary>Tells what happens in the fleet. Who listens from the beginning does so before <see cref="Start"/>.</summary>
    public NoticeHub Notices { get; }

    /// <summary>What the Admiral itself sends and asks.</summary>
    public AdmiralCalls Calls { get; }

    /// <summary>Carries messages.</summary>
    public MessageRouter Router { get; }

    /// <summary>The program that embeds the Admiral; null where none does. Set before <see cref="Start"/>.</summary>
    public IHostProgram? Host { get => Commands.Host; set => Commands.Host = value; }

    public BudgetDesk Budgets { get; }

    public AdmiralLoop Loop { get; }

    public ShardDesk Shards { get; }

    /// <summary>Begins to run; <see cref="AdmiralLoop.Completion"/> tells the end.</summary>
    public void Start()
    {
        List<Task> background = [_listener.RunAsync(_stop.Token), _watch.RunAsync(_stop.Token), _memory.RunAsync(_config.Memory.Sample, _stop.Token), Shards.RunAsync(_stop.Token)];
        if (_config.Stats.Interval is { } interval) background.Add(Stats.RunAsync(interval, _stop.Token));
        _background = Task.WhenAll(background);
        Notices.Begin(Loop.Snapshot, Loop.Now);
        _ = Loop.RunAsync();
    }

    /// <summary>Gives an order to the loop.</summary>
    public void Order(FleetOrder order) => Loop.Post(new Fleet.Planning.Events.OrderGiven(order));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var process in _book.Processes) process.Kill();
        _storage.Dispose();
        _endpoint.Dispose();
        Budgets.Dispose();
        Loop.Dispose();
        _stop.Dispose();
    }

    private sealed class AdmiralAnswers(AdmiralCore core) : IAdmiralAnswers
    {
        public IReadOnlyList<WorkerSummary> GetWorkers() => FleetView.Workers(core.Loop.Snapshot, core.Loop.Now);

        public Task<FleetStats> GetStatsAsync(bool collectNow) =>
            collectNow ? core.Stats.CollectAsync(core._stop.Token) : Task.FromResult(core.Stats.Last);
    }
}

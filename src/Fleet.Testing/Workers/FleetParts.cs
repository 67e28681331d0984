using Fleet.Admiral.Hosting;
using Fleet.Admiral.Options;
using Fleet.Protocol.Connections;
using Fleet.Testing.Chat;
using Microsoft.Extensions.Logging;

namespace Fleet.Testing.Workers;

/// <summary>The Admiral of a fleet under test, put together as the program does it.</summary>
internal sealed class FleetParts : IDisposable
{
    // Workers share the process with the test, its debugger and other tests: a pause of it says nothing about them, nor does a jump of the clock.
    private static readonly LivenessOptions Never = new() { Silence = TimeSpan.MaxValue, Behind = TimeSpan.MaxValue, Stuck = TimeSpan.MaxValue, Hung = TimeSpan.MaxValue };

    private readonly FleetConfig _config;
    private readonly ILoggerFactory _loggers;
    private readonly OperatedAdmiral _admiral;

    public FleetParts(FleetTestOptions options, TestClock clock, ChatServer chat, TestLogs logs)
    {
        ChatServer = chat;
        var classes = Classes(options);
        _config = Configure(options, classes);
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(logs.Provider()));
        Launcher = new InProcessLauncher(new WorkerParts(classes.ToDictionary(WorkerParts.KeyOf), chat, clock));
        _admiral = new OperatedAdmiral(_config, RuntimeDirectory.Default(), new LoadedCode(), Launcher, clock, _loggers);
    }

    public AdmiralCore Core => _admiral.Core;

    public FleetControl Control => _admiral.Control;

    public InProcessLauncher Launcher { get; }

    public ChatServer ChatServer { get; }

    /// <summary>How long an old worker is kept after a handover.</summary>
    public TimeSpan KeptFor => _config.Rollout.Warm;

    /// <summary>How long the whole fleet may take to stop.</summary>
    public TimeSpan StopsWithin => _config.Shutdown.Timeout;

    /// <summary>Begins to run.</summary>
    public async Task StartAsync()
    {
        await _admiral.Generations.PrepareNextAsync([.. Core.Loop.Snapshot.Slots.Keys], CancellationToken.None);
        Core.Start();
    }

    public void Dispose()
    {
        _admiral.Generations.Dispose();
        _loggers.Dispose();
    }

    private static List<WorkerClass> Classes(FleetTestOptions options)
    {
        List<WorkerClass> classes = [new WorkerClass(FleetTestHost.TesterName, typeof(TesterService), new WorkerTestOptions()), .. options.ServiceClasses];
        if (options.BotClass is { } bot) classes.Add(new WorkerClass("", bot, options.BotOptions));
        return classes;
    }

    private static FleetConfig Configure(FleetTestOptions options, List<WorkerClass> classes)
    {
        var bot = classes.Find(one => one.Name.Length == 0);
        return new FleetConfig
        {
            Name = "test",
            Host = "test",
            File = Path.Combine(AppContext.BaseDirectory, "fleet.json"),
            Bot = new BotOptions { Path = bot?.File ?? "", Settings = bot?.Settings() ?? [] },
            ClusterCount = options.ClusterCount,
            ShardCount = options.ShardCount ?? options.ClusterCount,
            Channels = options.ChannelNames,
            Services = [.. classes.Where(one => one != bot).Select(one => new ServiceOptions { Name = one.Name, Path = one.File, Settings = one.Settings() })],
            Liveness = Never,
            Runtime = new RuntimeOptions { Directory = RuntimeDirectory.Default() },
        };
    }
}

using Fleet.Admiral.Control;
using Fleet.Admiral.Options;
using Fleet.Admiral.Orders;
using Fleet.Admiral.Plugins;
using Fleet.Admiral.Processes;
using Fleet.Admiral.Sharding;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Hosting;

/// <summary>
/// An Admiral with all that it needs to run, whoever runs it: the program <c>fleet</c> (<see cref="FleetRunner"/>) or a program of the user's that embeds it. Prepared first, then
/// started; it has ended when <see cref="AdmiralCore.Loop"/> has.
/// </summary>
/// <remarks>Order of death: the control server, which its owner disposes; the core, which kills what still runs; the launcher, whose thread the children watch; the code's copies.</remarks>
internal sealed partial class RunningAdmiral : IAsyncDisposable
{
    private readonly FleetConfig _config;
    private readonly RunDirectory _directory;
    private readonly ILoggerFactory _loggers;
    private readonly WorkerLauncher _launcher;
    private readonly OperatedAdmiral _admiral;

    /// <summary>Puts an Admiral together.</summary>
    /// <param name="config">What the fleet should be.</param>
    /// <param name="directory">The fleet's folder, which the caller holds until this is disposed.</param>
    /// <param name="workerProgram">The worker program; null for the one beside the running program.</param>
    /// <param name="shardSource">Who says how many shards there are, where it is no service of the fleet; null for that.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The log.</param>
    public RunningAdmiral(FleetConfig config, RunDirectory directory, string? workerProgram, IShardSource? shardSource, TimeProvider time, ILoggerFactory loggers)
    {
        _config = config;
        _directory = directory;
        _loggers = loggers;
        var log = loggers.CreateLogger<FleetRunner>();
        _launcher = new WorkerLauncher(time);
        var store = new GenerationStore(directory.Generations, text => LogPreparing(log, text));
        _admiral = new OperatedAdmiral(config, directory.Path, store, _launcher, time, loggers, workerProgram, shardSource);
    }

    public AdmiralCore Core => _admiral.Core;

    public OrderDesk Orders => _admiral.Orders;

    /// <summary>Prepares the code that the workers load.</summary>
    /// <returns>Why it cannot be loaded; empty where it can.</returns>
    public async Task<IReadOnlyList<FleetFault>> PrepareAsync(CancellationToken ct)
    {
        var prepared = await _admiral.Generations.PrepareNextAsync(Loop.SpecBuilder.SlotsToPrepare(Loop.SpecBuilder.Build(_config)), ct);
        return prepared.Faults;
    }

    /// <summary>Begins to run, and to listen to operators.</summary>
    /// <returns>Stops listening to operators when it is disposed, which is before this is.</returns>
    public Task<ControlServer> StartAsync()
    {
        Core.Start();
        return ControlServer.StartAsync(_admiral.Control, new ControlOptions { Socket = _directory.ControlSocket }, _loggers, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Core.DisposeAsync();
        _launcher.Dispose();
        _admiral.Generations.Dispose();
    }

    [LoggerMessage(1003, LogLevel.Information, "{Text}")]
    private static partial void LogPreparing(ILogger logger, string text);
}

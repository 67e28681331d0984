using System.Reflection;
using Fleet.Admiral.CommandLine;
using Fleet.Admiral.Control;
using Fleet.Admiral.Options;
using Fleet.Admiral.Orders;
using Fleet.Admiral.Plugins;
using Fleet.Admiral.Processes;
using Fleet.Admiral.Telemetry;
using Fleet.Planning.Orders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Hosting;

/// <summary>Runs an Admiral in this process, from the lock on its folder to the end of its last worker.</summary>
internal sealed partial class FleetRunner(TimeProvider time) : IFleetRunner
{
    public async Task<int> RunAsync(FleetConfig config, CancellationToken ct)
    {
        var taken = RunDirectory.Take(config);
        if (!taken.Succeeded) return Fail([taken.Fault], ExitCode.Failed);
        using var directory = taken.Directory;
        await using var services = Logging(config);
        var loggers = services.GetRequiredService<ILoggerFactory>();
        var log = loggers.CreateLogger<FleetRunner>();
        LogBanner(log, Version, config.Name, config.Host, Environment.ProcessId);

        var book = new GenerationBook();
        using var generations = new GenerationKeeper(config, new GenerationStore(directory.Generations, text => LogPreparing(log, text)), book);
        var prepared = await generations.PrepareNextAsync([.. Loop.SpecBuilder.Build(config).Slots.Select(s => s.Slot)], ct);
        if (!prepared.Succeeded) return Fail(prepared.Faults, ExitCode.Configuration);

        // Outlives the core, which kills what still runs: a child is told when the thread that started it ends.
        using var launcher = new WorkerLauncher(time);
        await using var core = new AdmiralCore(config, directory.Path, book, launcher, time, loggers);
        using var signals = StopSignals.Listen(core.Order, time);
        using var cancelled = ct.UnsafeRegister(_ => core.Order(new ShutdownOrder("interrupt")), null);
        var orders = new FleetControl(config, core.Loop, core.Stats, generations, time);
        new OrderDesk(orders, config.Orders.Allow, time, loggers.CreateLogger<OrderDesk>()).AddTo(core.Commands);
        core.Start();
        await using var control = await ControlServer.StartAsync(orders, new ControlOptions { Socket = directory.ControlSocket }, loggers, CancellationToken.None);
        await core.Loop.Completion;
        LogEnd(log, config.Name);
        return ExitCode.Done;
    }

    private static string Version { get; } = typeof(FleetRunner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static int Fail(IReadOnlyList<FleetFault> faults, int code)
    {
        foreach (var fault in faults) Console.Error.WriteLine(fault);
        return code;
    }

    private ServiceProvider Logging(FleetConfig config)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddLogging(logging =>
        {
            logging.AddFilter((category, level) => WorkerLog.Category == category ? level >= config.Logs.Level : config.Logs.Allows(category ?? "", level));
            if (config.Logs.Format == LogFormat.Json) logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
            else logging.AddConsoleFormatter<LineFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>().AddConsole(console => console.FormatterName = LineFormatter.FormatterName);
        });
        return services.BuildServiceProvider();
    }

    [LoggerMessage(1001, LogLevel.Information, "fleet {Version} · {Fleet} · host {Host} · pid {Pid}")]
    private static partial void LogBanner(ILogger logger, string version, string fleet, string host, int pid);

    [LoggerMessage(1003, LogLevel.Information, "{Text}")]
    private static partial void LogPreparing(ILogger logger, string text);

    [LoggerMessage(1002, LogLevel.Information, "fleet {Fleet} has stopped")]
    private static partial void LogEnd(ILogger logger, string fleet);
}

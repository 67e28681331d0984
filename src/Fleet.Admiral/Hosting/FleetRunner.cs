using System.Reflection;
using Fleet.Admiral.CommandLine;
using Fleet.Admiral.Control;
using Fleet.Admiral.Options;
using Fleet.Admiral.Sharding;
using Fleet.Admiral.Telemetry;
using Fleet.Planning.Orders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Hosting;

/// <summary>Runs an Admiral in this process, from the lock on its folder to the end of its last worker.</summary>
internal sealed partial class FleetRunner(TimeProvider time, IShardSource? shardSource = null) : IFleetRunner
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

        await using var admiral = new RunningAdmiral(config, directory, workerProgram: null, shardSource, time, loggers);
        if (await admiral.PrepareAsync(ct) is [_, ..] faults) return Fail(faults, ExitCode.Configuration);
        using var signals = StopSignals.Listen(admiral.Core.Order, time);
        using var cancelled = ct.UnsafeRegister(_ => admiral.Core.Order(new ShutdownOrder("interrupt")), null);
        await using var control = await admiral.StartAsync();
        await admiral.Core.Loop.Completion;
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

    [LoggerMessage(1002, LogLevel.Information, "fleet {Fleet} has stopped")]
    private static partial void LogEnd(ILogger logger, string fleet);
}

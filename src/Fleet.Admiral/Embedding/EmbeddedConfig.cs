using Fleet.Admiral.Hosting;
using Fleet.Admiral.Options;
using Fleet.Admiral.Sharding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Fleet.Admiral.Embedding;

/// <summary>The fleet's configuration, out of the sources that the host program names. Read once.</summary>
internal sealed class EmbeddedConfig(IOptions<FleetAdmiralOptions> options, IConfiguration configuration, IHostEnvironment environment, IShardSource? shardSource = null)
{
    // For the kills at the end, and the watchers of operations.
    private static readonly TimeSpan AfterTheStop = TimeSpan.FromSeconds(10);

    private readonly Lazy<FleetConfigResult> _result = new(() => FleetConfigLoader.Load(Sources(options.Value, configuration, environment) with { HasShardSource = shardSource is not null }));

    /// <summary>The worker program's path.</summary>
    public string WorkerProgram { get; } =
        options.Value.WorkerProgram is { } program ? Path.GetFullPath(program, environment.ContentRootPath) : AdmiralCore.WorkerProgram;

    /// <summary>How long the fleet's stop may take; null where the configuration is wrong.</summary>
    public TimeSpan? LongestStop => _result.Value.Config?.Shutdown.Timeout + AfterTheStop;

    /// <summary>The configuration.</summary>
    /// <exception cref="FleetFaultException">What is wrong, all at once.</exception>
    public FleetConfig Read()
    {
        var result = _result.Value;
        var faults = result.Faults.ToList();
        if (!File.Exists(WorkerProgram))
            faults.Add(new FleetFault("FLEET3006", $"there is no worker program at {WorkerProgram}. Publish the program with its folder worker/, or name it: FleetAdmiralOptions.WorkerProgram."));
        return result.Succeeded && faults.Count == 0 ? result.Config : throw new FleetFaultException(faults);
    }

    private static FleetConfigSources Sources(FleetAdmiralOptions options, IConfiguration configuration, IHostEnvironment environment) => new()
    {
        File = Path.GetFullPath(options.File ?? FleetConfigLoader.FileName, environment.ContentRootPath),
        FileIsOptional = options.File is null,
        Section = options.Section is { } section ? configuration.GetSection(section) : null,
        Environment = FleetConfigSources.ProcessEnvironment(),
        Sets = options.Sets,
    };
}

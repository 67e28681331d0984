using Fleet.Admiral.Options.Keys;
using Fleet.Admiral.Options.Reading;

namespace Fleet.Admiral.Options;

/// <summary>Makes a <see cref="FleetConfig"/> out of its sources, or says everything that is wrong with them.</summary>
public static class FleetConfigLoader
{
    /// <summary>The file's name where only its folder is given.</summary>
    public const string FileName = "fleet.json";

    /// <summary>Reads and validates a configuration. Touches no file but the configuration itself.</summary>
    public static FleetConfigResult Load(FleetConfigSources sources)
    {
        var path = FilePath(sources.File);
        var file = Path.GetFileName(path);
        var faults = new List<FleetFault>();
        var layer = new ConfigLayer();
        var isLeftOut = sources.FileIsOptional && !File.Exists(path);
        if (isLeftOut) file = sources.Section is { } section ? $"section {section.Path}" : "the configuration";
        var isJson = isLeftOut || (TryReadFile(path, out var text, faults) && JsonConfigFile.TryRead(text, file, layer, faults));
        ConfigLayer[] layers = [layer, KeyedSource.FromSection(sources.Section, sources.Environment, faults), KeyedSource.FromEnvironment(sources.Environment, faults), KeyedSource.FromSets(sources.Sets, faults)];
        if (!isJson) return new FleetConfigResult(null, faults);

        var config = Read(new ConfigReader(layers, file, faults), path, sources, faults);
        return new FleetConfigResult(faults.Count == 0 ? config : null, faults);
    }

    /// <summary>The full path of the configuration that a person names by its file or its folder.</summary>
    public static string FilePath(string fileOrFolder)
    {
        var path = Path.GetFullPath(fileOrFolder);
        return Directory.Exists(path) ? Path.Combine(path, FileName) : path;
    }

    private static bool TryReadFile(string path, out byte[] text, List<FleetFault> faults)
    {
        text = [];
        try
        {
            text = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add(ConfigFaults.NoFile(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(ConfigFaults.UnreadableFile(path, e.Message));
        }

        return false;
    }

    private static FleetConfig Read(ConfigReader reader, string path, FleetConfigSources sources, List<FleetFault> faults)
    {
        var folder = Path.GetDirectoryName(path)!;
        string Full(string relative) => relative.Length == 0 ? "" : Path.GetFullPath(relative, folder);

        var botPath = reader.ReadRequired(ConfigKeys.BotPath);
        var clusters = reader.Read(ConfigKeys.ClusterCount);
        var maxMessage = reader.Read(ConfigKeys.MaxMessage);
        var memory = SupervisionSection.ReadMemory(reader);
        var ipcTimeout = reader.Read(ConfigKeys.IpcTimeout);
        var config = new FleetConfig
        {
            File = path,
            Name = reader.ReadRequired(ConfigKeys.Name),
            Host = reader.ReadOr(ConfigKeys.Host, NameText.ToHost(Environment.MachineName)),
            Bot = WorkerSection.ReadBot(reader, botPath, Full, faults),
            ClusterCount = clusters,
            ShardCount = reader.ReadOr(ConfigKeys.ShardCount, clusters),
            Shards = ShardSection.Read(reader, faults),
            Identify = ShardSection.ReadIdentify(reader, faults),
            Channels = reader.Read(ConfigKeys.Channels),
            Services = WorkerSection.ReadServices(reader, botPath, memory, Full, faults),
            Environment = WorkerSection.ReadEnvironment(reader, faults),
            Budgets = BudgetSection.Read(reader, faults),
            Start = SupervisionSection.ReadStart(reader),
            Restart = SupervisionSection.ReadRestart(reader),
            Liveness = SupervisionSection.ReadLiveness(reader),
            Memory = memory,
            Dumps = SupervisionSection.ReadDumps(reader, Full),
            Rollout = SupervisionSection.ReadRollout(reader),
            Shutdown = SupervisionSection.ReadShutdown(reader),
            Ipc = new IpcOptions
            {
                Timeout = ipcTimeout,
                FetchTimeout = reader.ReadOr(ConfigKeys.FetchTimeout, ipcTimeout),
                MaxMessage = maxMessage,
                HoldLimit = reader.Read(ConfigKeys.HoldLimit),
            },
            Orders = new OrderOptions { Allow = new CallerList(reader.ReadOr(ConfigKeys.OrdersAllow, ["all"])) },
            Evaluation = new EvaluationOptions { Allow = new CallerList(reader.Read(ConfigKeys.EvalAllow)), Timeout = reader.Read(ConfigKeys.EvalTimeout) },
            Stats = new StatsOptions { Interval = reader.Read(ConfigKeys.StatsInterval), Timeout = reader.Read(ConfigKeys.StatsTimeout) },
            Events = new EventOptions { Broadcast = reader.Read(ConfigKeys.EventsBroadcast) },
            Store = new StoreOptions
            {
                MaxValue = reader.ReadOr(ConfigKeys.StoreMaxValue, StoreOptions.DefaultMaxValue(maxMessage)),
                MaxKeys = reader.Read(ConfigKeys.StoreMaxKeys),
                MaxBytes = reader.Read(ConfigKeys.StoreMaxBytes),
            },
            Runtime = new RuntimeOptions { Directory = Full(reader.ReadOr(ConfigKeys.RuntimeDirectory, RuntimeFolder.Default(sources.Environment))) },
            Logs = new LogOptions
            {
                Level = reader.Read(ConfigKeys.LogsLevel),
                Include = reader.Read(ConfigKeys.LogsInclude),
                Exclude = reader.Read(ConfigKeys.LogsExclude),
                Format = reader.Read(ConfigKeys.LogsFormat),
            },
        };
        ConfigRules.Check(config, reader, faults);
        ShardSection.CheckTogether(config, sources.HasShardSource, reader, faults);
        return config;
    }
}

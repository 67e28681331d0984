using System.Text;
using Fleet.Admiral.Options.Keys;
using Fleet.Admiral.Options.Reading;

namespace Fleet.Admiral.Options;

/// <summary>Makes a <see cref="FleetConfig"/> out of its sources, or says everything that is wrong with them.</summary>
public static class FleetConfigLoader
{
    // A socket's path has 107 bytes; the longest name in the folder needs the rest.
    private const int LongestRunDirectory = 80;

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
        // Once for all services, or a mistake in it is told as often as there are services.
        var serviceMemory = reader.Read(ConfigKeys.MemoryServices);
        var ipcTimeout = reader.Read(ConfigKeys.IpcTimeout);
        var config = new FleetConfig
        {
            File = path,
            Name = reader.ReadRequired(ConfigKeys.Name),
            Host = reader.ReadOr(ConfigKeys.Host, NameText.ToHost(Environment.MachineName)),
            Bot = new BotOptions
            {
                Path = Full(botPath),
                Class = reader.ReadOr(ConfigKeys.BotClass!, null),
                Settings = reader.Read(ConfigKeys.BotSettings),
                StartingStatus = reader.ReadOr(ConfigKeys.BotStartingStatus!, null),
                Environment = ReadEnvironment(reader, ConfigKeys.BotEnvironment, "", faults),
                LaunchWith = Words(reader.ReadOr(ConfigKeys.BotLaunchWith, "")),
            },
            ClusterCount = clusters,
            ShardCount = reader.ReadOr(ConfigKeys.ShardCount, clusters),
            Shards = ShardSection.Read(reader, faults),
            Identify = ShardSection.ReadIdentify(reader, faults),
            Channels = reader.Read(ConfigKeys.Channels),
            Services = [.. reader.Names("services").Select(name => ReadService(reader, name, botPath, serviceMemory, Full, faults))],
            Environment = ReadEnvironment(reader, ConfigKeys.WorkerEnvironment, "", faults),
            Budgets = BudgetSection.Read(reader, faults),
            Start = new StartOptions
            {
                Services = reader.Read(ConfigKeys.StartServices),
                ServiceOrder = reader.ReadOr(ConfigKeys.ServiceOrder, []),
                Clusters = reader.Read(ConfigKeys.StartClusters),
                Timeout = reader.Read(ConfigKeys.StartTimeout),
                Pause = reader.Read(ConfigKeys.StartPause),
                PerShard = reader.Read(ConfigKeys.StartPerShard),
            },
            Restart = new RestartOptions
            {
                BackoffFirst = reader.Read(ConfigKeys.BackoffFirst),
                BackoffMax = reader.Read(ConfigKeys.BackoffMax),
                Window = reader.Read(ConfigKeys.Window),
                Losses = reader.Read(ConfigKeys.Losses),
                QuarantineRetry = reader.Read(ConfigKeys.QuarantineRetry),
                StableAfter = reader.Read(ConfigKeys.StableAfter),
            },
            Liveness = new LivenessOptions
            {
                Silence = reader.Read(ConfigKeys.LivenessSilence),
                Behind = reader.Read(ConfigKeys.LivenessBehind),
                Stuck = reader.Read(ConfigKeys.LivenessStuck),
                Hung = reader.Read(ConfigKeys.LivenessHung),
            },
            Memory = new MemoryOptions
            {
                Clusters = reader.Read(ConfigKeys.MemoryClusters),
                Services = serviceMemory,
                Sample = reader.Read(ConfigKeys.MemorySample),
                Samples = reader.Read(ConfigKeys.MemorySamples),
                HardPercent = reader.Read(ConfigKeys.MemoryHardPercent),
                Pause = reader.Read(ConfigKeys.MemoryPause),
            },
            Dumps = new DumpOptions
            {
                Directory = reader.ReadOr(ConfigKeys.DumpsDirectory, "") is { Length: > 0 } dumps ? Full(dumps) : null,
                Keep = reader.Read(ConfigKeys.DumpsKeep),
                Timeout = reader.Read(ConfigKeys.DumpsTimeout),
            },
            Rollout = new RolloutOptions
            {
                Surge = reader.Read(ConfigKeys.Surge),
                Notice = reader.Read(ConfigKeys.Notice),
                Warm = reader.Read(ConfigKeys.Warm),
                Drain = reader.Read(ConfigKeys.Drain),
                Activate = reader.Read(ConfigKeys.Activate),
            },
            Shutdown = new ShutdownOptions { Timeout = reader.Read(ConfigKeys.ShutdownTimeout), Stop = reader.Read(ConfigKeys.ShutdownStop) },
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
        CheckTogether(config, reader, faults);
        ShardSection.CheckTogether(config, sources.HasShardSource, reader, faults);
        return config;
    }

    private static ServiceOptions ReadService(ConfigReader reader, string name, string botPath, long? memoryLimit, Func<string, string> full, List<FleetFault> faults)
    {
        if (!SlotName.IsServiceName(name))
            faults.Add(ConfigFaults.BadValue("the name of a service", name, reader.OriginOf("services." + name), NameText.ServiceForm));
        if (NameText.IsWordForSlots(name))
            faults.Add(ConfigFaults.BadValue("the name of a service", name, reader.OriginOf("services." + name), "another: fleet restart has a meaning of its own for this word"));
        return new ServiceOptions
        {
            Name = name,
            Path = full(reader.ReadOr(ConfigKeys.ServicePath, botPath, name)),
            Class = reader.ReadOr(ConfigKeys.ServiceClass!, null, name),
            Settings = reader.Read(ConfigKeys.ServiceSettings, name),
            Pinned = reader.Read(ConfigKeys.ServicePinned, name),
            MemoryLimit = reader.ReadOr(ConfigKeys.ServiceMemoryLimit, memoryLimit, name),
            StartTimeout = reader.ReadOr(ConfigKeys.ServiceStartTimeout, null, name),
            Environment = ReadEnvironment(reader, ConfigKeys.ServiceEnvironment, name, faults),
            LaunchWith = Words(reader.ReadOr(ConfigKeys.ServiceLaunchWith, "", name)),
        };
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, string> ReadEnvironment(ConfigReader reader, FreeKey key, string service, List<FleetFault> faults)
    {
        var section = key.Path.Replace("*", service, StringComparison.Ordinal);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in reader.Read(key, service))
        {
            // The value is left out of the text: it may be a secret.
            if (value is null || name.AsSpan().IndexOfAny("=:\0") >= 0 || value.Contains('\0', StringComparison.Ordinal))
                faults.Add(ConfigFaults.BadKind($"{section}.{PrintableText.Escape(name)}", "no variable", reader.OriginOf($"{section}.{name}"), key.Allowed));
            else variables[name] = value;
        }

        return variables;
    }

    private static void CheckTogether(FleetConfig config, ConfigReader reader, List<FleetFault> faults)
    {
        CheckOrder(ConfigKeys.BackoffMax, config.Restart.BackoffMax, ConfigKeys.BackoffFirst, config.Restart.BackoffFirst, reader, faults);
        CheckOrder(ConfigKeys.ShardBackoffMax, config.Shards.BackoffMax, ConfigKeys.ShardBackoffFirst, config.Shards.BackoffFirst, reader, faults);
        CheckOrder(ConfigKeys.LivenessStuck, config.Liveness.Stuck, ConfigKeys.LivenessBehind, config.Liveness.Behind, reader, faults);
        CheckOrder(ConfigKeys.LivenessHung, config.Liveness.Hung, ConfigKeys.LivenessStuck, config.Liveness.Stuck, reader, faults);
        if (config.Start.Pause > TimeSpan.Zero && config.Start.Clusters != StartOrder.InOrder)
            faults.Add(ConfigFaults.BadValue(ConfigKeys.StartPause.Path, DurationText.Write(config.Start.Pause), reader.OriginOf(ConfigKeys.StartPause.Path), "0, or given together with start.clusters = \"inOrder\": clusters that start together have nothing between them"));
        CheckServiceOrder(config, reader, faults);
        if (config.Ipc.HoldLimit < config.Ipc.MaxMessage)
            faults.Add(ConfigFaults.BadValue(ConfigKeys.HoldLimit.Path, SizeText.Write(config.Ipc.HoldLimit), reader.OriginOf(ConfigKeys.HoldLimit.Path), $"at least ipc.maxMessage ({SizeText.Write(config.Ipc.MaxMessage)})"));
        if (config.Store.MaxValue > config.Ipc.MaxMessage - StoreOptions.FrameReserve)
            faults.Add(ConfigFaults.BadValue(ConfigKeys.StoreMaxValue.Path, SizeText.Write(config.Store.MaxValue), reader.OriginOf(ConfigKeys.StoreMaxValue.Path), $"2KiB less than ipc.maxMessage ({SizeText.Write(config.Ipc.MaxMessage)}) at most: a value travels in one message"));
        CheckCallers(ConfigKeys.OrdersAllow, config.Orders.Allow, reader, faults);
        CheckCallers(ConfigKeys.EvalAllow, config.Evaluation.Allow, reader, faults);
        var run = Path.Combine(config.Runtime.Directory, config.Name);
        if (Encoding.UTF8.GetByteCount(run) > LongestRunDirectory)
            faults.Add(ConfigFaults.BadValue(ConfigKeys.RuntimeDirectory.Path, config.Runtime.Directory, reader.OriginOf(ConfigKeys.RuntimeDirectory.Path), $"shorter: with the fleet's name it may have {LongestRunDirectory} bytes, because the paths of Unix sockets are limited"));
    }

    private static void CheckServiceOrder(FleetConfig config, ConfigReader reader, List<FleetFault> faults)
    {
        if (config.Start.ServiceOrder.Count == 0) return;
        var origin = reader.OriginOf(ConfigKeys.ServiceOrder.Path);
        if (config.Start.Services != StartOrder.InOrder)
            faults.Add(ConfigFaults.BadValue(ConfigKeys.ServiceOrder.Path, string.Join(", ", config.Start.ServiceOrder), origin, "left out, or given together with start.services = \"inOrder\": services that start together have no order"));
        foreach (var name in config.Start.ServiceOrder.Where(name => config.Services.All(service => service.Name != name)))
            faults.Add(ConfigFaults.BadValue(ConfigKeys.ServiceOrder.Path, name, origin, "the name of a service of this fleet"));
    }

    private static void CheckCallers(ConfigKey key, CallerList callers, ConfigReader reader, List<FleetFault> faults)
    {
        if (callers.IsContradiction) faults.Add(ConfigFaults.BadValue(key.Path, callers.ToString(), reader.OriginOf(key.Path), key.Allowed));
    }

    private static void CheckOrder(ConfigKey key, TimeSpan value, ConfigKey least, TimeSpan bound, ConfigReader reader, List<FleetFault> faults)
    {
        if (value < bound) faults.Add(ConfigFaults.BadValue(key.Path, DurationText.Write(value), reader.OriginOf(key.Path), $"at least {least.Path} ({DurationText.Write(bound)})"));
    }
}

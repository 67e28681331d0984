using Fleet.Planning.Sharding;
using Microsoft.Extensions.Logging;
using static Fleet.Admiral.Options.Keys.KeyShapes;

namespace Fleet.Admiral.Options.Keys;

/// <summary>Every key of <c>fleet.json</c>. Validation, suggestions and docs/options.md come from here; a key that is not here does not exist.</summary>
internal static class ConfigKeys
{
    private const string PluginPath = "a DLL, a folder or a .csproj";
    private const string ClassName = "a class name with its namespace";
    private const string Anything = "an object";
    private const string Variables = "an object of names and texts";
    private const string Words = "a program and its arguments with spaces between them";
    private const string Callers = "a list of \"clusters\", \"services\" and names of slots, each named once, or \"all\" or \"none\" alone";
    private const long LeastMemory = 32L << 20;
    private const long MostMemory = 1024L << 30;

    public static readonly ValueKey<string> Schema = Text("$schema", "", "an address", "For editors only.");
    public static readonly ValueKey<string> Name = Name("name", Required, "The name of the fleet.");
    public static readonly ValueKey<string> Host = Name("host", "*the machine's name*", "The name of this host in the fleet.");

    public static readonly ValueKey<string> BotPath = Text("bot.path", Required, PluginPath, "The bot that every cluster runs. A .csproj is built first.");
    public static readonly ValueKey<string> BotClass = Text("bot.class", "*the only one in the DLL*", ClassName, "The class deriving from `BaseClusterWorker`, needed where the DLL has several.");
    public static readonly FreeKey BotSettings = new("bot.settings", "{}", Anything, "The bot's own settings; it reads them as `IConfiguration`.");
    public static readonly ValueKey<string> BotStartingStatus = Text("bot.startingStatus", "*none*", "a text", "What a cluster shows to the world while it starts, where the bot does so; it reads it as `StartingStatus`.");
    public static readonly FreeKey BotEnvironment = new("bot.environment", "{}", Variables, "Environment variables of the clusters, over `environment`.");
    public static readonly ValueKey<string> BotLaunchWith = Text("bot.launchWith", "*nothing*", Words, "A program that starts the clusters' processes, as `nice -n 5`. It must become the worker (exec), not start it as its child.");

    public static readonly ValueKey<int> ClusterCount = NumberOr("auto", () => Environment.ProcessorCount, Number("clusters.count", "1", 0, 1024, "How many clusters run on this host. `auto` is one per processor core."));
    public static readonly ValueKey<int?> ShardCount = NumberOrUnknown("auto", Number("shards", "*as many as clusters*", 0, ShardRules.MostShards, "How many shards the clusters divide. `auto`: as many as the shard source says."));
    public static readonly ListKey ShardsHere = new("shardsHere", "*all*", "shards as \"0-7\" or a list of such and of numbers, each below `shards` and named once", "The shards of this host, where it is not to have all. `shards` stays the number of all.", ShardText.TryRead) { MayBeOne = true };
    public static readonly ValueKey<int> UnitsPerShard = Number("unitsPerShard", "*none: what the source recommends*", 1, 1_000_000, "How many units, such as guilds, a shard should have, where `shards` is `auto` and the source tells their number.");
    public static readonly ValueKey<string> ShardSourceService = Text("shardSource.service", "*none*", "the name of a service", "The service that answers how many shards there are. Needed where `shards` is `auto`.");
    public static readonly ValueKey<TimeSpan> ShardSourceTimeout = Duration("shardSource.timeout", "10s", "100ms", "5m", "How long the shard source may take to answer.");
    public static readonly ValueKey<TimeSpan> ShardBackoffFirst = Duration("shardSource.backoffFirst", "1s", "10ms", "10m", "The pause before the source is asked again where no number of shards came; each further one doubles it.");
    public static readonly ValueKey<TimeSpan> ShardBackoffMax = Duration("shardSource.backoffMax", "60s", "10ms", "1h", "The longest such pause; not below `shardSource.backoffFirst`.");
    public static readonly ListKey Channels = new("channels", "[]", "a list of channel names, each 1 to 25 of a-z, 0-9 and '_' and named once", "The channels that the clusters divide. A leading `#` and capitals do not matter.", NameText.TryReadChannel);

    public static readonly ValueKey<string> ServicePath = Text("services.*.path", "*bot.path*", PluginPath, "The service's code. A .csproj is built first.");
    public static readonly ValueKey<string> ServiceClass = Text("services.*.class", "*the only one in the DLL*", ClassName, "The class deriving from `BaseServiceWorker`, needed where the DLL has several.");
    public static readonly FreeKey ServiceSettings = new("services.*.settings", "{}", Anything, "The service's own settings; it reads them as `IConfiguration`.");
    public static readonly ValueKey<bool> ServicePinned = Flag("services.*.pinned", "false", "Whether restarts leave this one out, and say so. Stop and start it instead.");
    public static readonly ValueKey<long?> ServiceMemoryLimit = SizeOrOff("services.*.memoryLimit", "*memory.services*", LeastMemory, MostMemory, "The service's own limit, in place of `memory.services`.");
    public static readonly ValueKey<TimeSpan?> ServiceStartTimeout = Optional(Duration("services.*.startTimeout", "*start.timeout*", "1s", "1h", "How long the service may take until it is ready, in place of `start.timeout`."));
    public static readonly FreeKey ServiceEnvironment = new("services.*.environment", "{}", Variables, "Environment variables of this service, over `environment`.");
    public static readonly ValueKey<string> ServiceLaunchWith = Text("services.*.launchWith", "*nothing*", Words, "A program that starts this service's process, as `bot.launchWith` does for clusters.");

    public static readonly FreeKey WorkerEnvironment = new("environment", "{}", Variables, "Environment variables that every worker gets.");

    public static readonly ValueKey<int> BudgetLimit = Number("budgets.*.limit", "*none: see `windows`*", 1, 100_000, "How many permits are granted within `per`, of all workers together.");
    public static readonly ValueKey<TimeSpan> BudgetPer = Duration("budgets.*.per", "*none: see `windows`*", "10ms", "24h", "The length of the window that slides; given together with `limit`.");
    public static readonly ValueKey<TimeSpan> BudgetMargin = Duration("budgets.*.margin", "*a fifth of `per`, at most 2s*", "0", "1h", "How much longer than `per` a permit counts, for the time between the grant and its arrival at the platform.");
    public static readonly ListKey BudgetWindows = new("budgets.*.windows", "[]", "a list of windows as \"20 per 10s\", each followed by any of \"margin 2s\", \"per key\" and \"ordinary\", and named once", "Further windows, which all hold at once.", WindowText.TryReadText);
    public static readonly ValueKey<int> BudgetMaxWaiting = Number("budgets.*.maxWaiting", "500", 0, 5_000, "How many requests may wait.");
    public static readonly ValueKey<int> BudgetMaxKeys = Number("budgets.*.maxKeys", "1024", 1, 65_536, "How many keys may be in use at once, where a window is per key.");
    public static readonly ValueKey<TimeSpan> BudgetAgeing = Duration("budgets.*.ageing", "10s", "100ms", "1h", "How long a request waits until it counts as one of the next higher priority.");

    public static readonly ValueKey<IdentifyConcurrency> IdentifyConcurrency = Concurrency("identify.concurrency", "off", ShardRules.MostShards, "How many shards may identify at a time, one of each group: shard modulo this number. `auto`: what the shard source says; `off`: no limit.");
    public static readonly ValueKey<TimeSpan> IdentifyEvery = Duration("identify.every", "5s", "10ms", "24h", "How far apart two shards of a group identify.");
    public static readonly ValueKey<TimeSpan> IdentifyMargin = Duration("identify.margin", "*a fifth of `every`, at most 2s*", "0", "1h", "How much farther apart they are granted, for the time between the grant and its arrival at the platform.");

    public static readonly ValueKey<StartOrder> StartServices = Order("start.services", "together", "Whether services start all at once, or each when the one before it is ready: by name, where `start.serviceOrder` says nothing else. Clusters start when all services are ready; for one that fails they wait for another `start.timeout` at most.");
    public static readonly ListKey ServiceOrder = new("start.serviceOrder", "[]", "a list of services, each named once", "The services that start first, in this order; the others follow by name. Only with `start.services: inOrder`.", NameText.TryReadService);
    public static readonly ValueKey<StartOrder> StartClusters = Order("start.clusters", "together", "Whether clusters start all at once, or each when the one before it is ready.");
    public static readonly ValueKey<TimeSpan> StartTimeout = Duration("start.timeout", "60s", "1s", "1h", "How long a worker may take until it is ready.");
    public static readonly ValueKey<TimeSpan> StartPerShard = Duration("start.perShard", "0", "0", "1h", "How much longer a cluster may take for each of its shards, which may wait until they may identify; a day at most for all.");
    public static readonly ValueKey<TimeSpan> StartPause = Duration("start.pause", "0", "0", "10m", "The wait between a cluster's start, ended well or badly, and the start of the next one. Only with `start.clusters: inOrder`.");

    public static readonly ValueKey<TimeSpan> BackoffFirst = Duration("restart.backoffFirst", "1s", "10ms", "10m", "The pause before the second start in a row; each further one doubles it. The first start after a loss is at once.");
    public static readonly ValueKey<TimeSpan> BackoffMax = Duration("restart.backoffMax", "60s", "10ms", "1h", "The longest pause; not below `restart.backoffFirst`.");
    public static readonly ValueKey<TimeSpan> Window = Duration("restart.window", "5m", "1s", "24h", "The time in which losses are counted.");
    public static readonly ValueKey<int> Losses = Number("restart.losses", "5", 1, 32, "How many losses within `restart.window` put a slot into quarantine.");
    public static readonly ValueKey<TimeSpan> QuarantineRetry = Duration("restart.quarantineRetry", "5m", "1s", "24h", "The pause between two tries in quarantine.");
    public static readonly ValueKey<TimeSpan> StableAfter = Duration("restart.stableAfter", "60s", "1s", "24h", "How long a worker must live for its slot's past losses to be forgotten.");

    public static readonly ValueKey<TimeSpan> LivenessSilence = Duration("liveness.silence", "15s", "3s", "24h", "A worker that gave no sign of life for longer is killed. They come once a second from a thread that the bot cannot block.");
    public static readonly ValueKey<TimeSpan> LivenessBehind = Duration("liveness.behind", "5s", "1s", "24h", "A worker whose work has waited for longer, in its thread pool or for its handlers, gets no new commands.");
    public static readonly ValueKey<TimeSpan> LivenessStuck = Duration("liveness.stuck", "60s", "1s", "24h", "A worker whose work has waited for longer is replaced: a new one starts, then takes over. Not below `liveness.behind`.");
    public static readonly ValueKey<TimeSpan> LivenessHung = Duration("liveness.hung", "120s", "1s", "24h", "A worker whose work has waited for longer is killed. Not below `liveness.stuck`.");

    public static readonly ValueKey<long?> MemoryClusters = SizeOrOff("memory.clusters", "off", LeastMemory, MostMemory, "How much memory each cluster may have resident. Above it for some time, it is replaced by handover.");
    public static readonly ValueKey<long?> MemoryServices = SizeOrOff("memory.services", "off", LeastMemory, MostMemory, "How much memory each service may have resident.");
    public static readonly ValueKey<TimeSpan> MemorySample = Duration("memory.sample", "5s", "100ms", "10m", "The time between two looks at a worker's memory.");
    public static readonly ValueKey<int> MemorySamples = Number("memory.samples", "3", 1, 100, "How many looks in a row above the limit are too many.");
    public static readonly ValueKey<int> MemoryHardPercent = Number("memory.hardPercent", "200", 100, 1000, "At so many hundredths of its limit a worker is killed at once; its managed heap cannot grow further either.");
    public static readonly ValueKey<TimeSpan> MemoryPause = Duration("memory.pause", "10m", "1s", "24h", "How long a slot is not replaced again for its memory. A faster leak ends at the hard limit, which counts as a loss.");

    public static readonly ValueKey<string> DumpsDirectory = Text("dumps.directory", "*none: no dumps*", "a folder", "Where a worker that hangs leaves a dump of its threads before it is replaced or killed.");
    public static readonly ValueKey<int> DumpsKeep = Number("dumps.keep", "5", 1, 100, "How many dumps are kept; the oldest is deleted for a new one.");
    public static readonly ValueKey<TimeSpan> DumpsTimeout = Duration("dumps.timeout", "10s", "1s", "5m", "How long a dump may take. The worker is killed then, with or without.");

    public static readonly ValueKey<int> Surge = Number("rollout.surge", "1", 1, 64, "How many slots are restarted at a time, so how many workers there are beyond the slots; of a reshard, how many workers start at a time.");
    public static readonly ValueKey<TimeSpan> Notice = Duration("rollout.notice", "0", "0", "24h", "How long a new worker that is ready waits before it takes over, so that the old one can bring to an end what a handover would cut short. The old worker is told of it, with this time.");
    public static readonly ValueKey<TimeSpan> Warm = Duration("rollout.warm", "3s", "0", "10m", "How long the old worker is kept after the handover, to resume should the new one die.");
    public static readonly ValueKey<TimeSpan> Drain = Duration("rollout.drain", "10s", "100ms", "10m", "How long the old worker may take to finish what is in hand.");
    public static readonly ValueKey<TimeSpan> Activate = Duration("rollout.activate", "10s", "100ms", "10m", "How long the new worker may take to become active.");

    public static readonly ValueKey<TimeSpan> ShutdownTimeout = Duration("shutdown.timeout", "20s", "1s", "1h", "How long the whole fleet may take to stop; what is left is then killed.");
    public static readonly ValueKey<TimeSpan> ShutdownStop = Duration("shutdown.stop", "10s", "100ms", "10m", "How long one worker may take to stop before it is killed.");

    public static readonly ValueKey<TimeSpan> IpcTimeout = Duration("ipc.timeout", "10s", "10ms", "1h", "How long a command may take where its caller says nothing.");
    public static readonly ValueKey<TimeSpan> FetchTimeout = Duration("ipc.fetchTimeout", "*ipc.timeout*", "10ms", "1h", "How long a fetch of entities may take where its caller says nothing.");
    public static readonly ValueKey<int> MaxMessage = Size("ipc.maxMessage", "1MiB", 4096, 16 * 1024 * 1024, "The longest message between two workers.");
    public static readonly ValueKey<int> HoldLimit = Size("ipc.holdLimit", "8MiB", 64 * 1024, 256 * 1024 * 1024, "How much is held for one slot during a handover; not below `ipc.maxMessage`.");

    public static readonly ListKey OrdersAllow = new("orders.allow", "[\"all\"]", Callers, "Which workers may give orders to the fleet: restart, stop, start, reshard, add and remove services, shut down.", NameText.TryReadCaller);

    public static readonly ListKey EvalAllow = new("eval.allow", "[]", Callers, "Which workers may have C# evaluated in others. See eval.md before you allow it.", NameText.TryReadCaller);
    public static readonly ValueKey<TimeSpan> EvalTimeout = Duration("eval.timeout", "30s", "100ms", "5m", "How long an evaluation may take where its caller says nothing. The first in a worker loads the compiler.");

    public static readonly ValueKey<TimeSpan?> StatsInterval = DurationOrOff("stats.interval", "5s", "100ms", "1h", "The time between two collections. `off` collects only when asked.");
    public static readonly ValueKey<TimeSpan> StatsTimeout = Duration("stats.timeout", "2s", "10ms", "1m", "How long a collection waits for workers.");

    public static readonly ValueKey<NoticeScope> EventsBroadcast = Scope("events.broadcast", "changes", "Which of the Admiral's notices every worker gets: none, all but the stats, or all.");

    public static readonly ValueKey<int> StoreMaxValue = Size("store.maxValue", "*256KiB, or what fits into ipc.maxMessage*", 1024, 15 * 1024 * 1024, "The longest value of the store; 2KiB less than `ipc.maxMessage` at most.");
    public static readonly ValueKey<int> StoreMaxKeys = Number("store.maxKeys", "100000", 1, 10_000_000, "The most keys of the store.");
    public static readonly ValueKey<int> StoreMaxBytes = Size("store.maxBytes", "64MiB", 64 * 1024, 1024 * 1024 * 1024, "The most bytes of all keys and values of the store together.");

    public static readonly ValueKey<string> RuntimeDirectory = Text("runtime.directory", "*`$XDG_RUNTIME_DIR/fleet`, or `fleet-<uid>` in the folder for temporary files*", "a folder", "Where running fleets keep their sockets and their copies of the code. Only its owner may enter it.");

    public static readonly ValueKey<LogLevel> LogsLevel = Level("logs.level", "information", "The lowest level that is written.");
    public static readonly ListKey LogsInclude = new("logs.include", "[]", "a list of categories or their beginnings, each named once", "Where any are given, only these are written, as `PingBot` or `Fleet.Admiral.Loop`. Warnings and errors always are.", NameText.TryReadCategory);
    public static readonly ListKey LogsExclude = new("logs.exclude", "[]", "a list of categories or their beginnings, each named once", "What is not written, warnings and errors excepted.", NameText.TryReadCategory);
    public static readonly ValueKey<LogFormat> LogsFormat = Format("logs.format", "text", "Lines for people, or a JSON object per line for programs.");

    /// <summary>All of them, in the order of docs/options.md.</summary>
    public static readonly IReadOnlyList<ConfigKey> All =
    [
        Schema, Name, Host,
        BotPath, BotClass, BotSettings, BotStartingStatus, BotEnvironment, BotLaunchWith,
        ClusterCount, ShardCount, ShardsHere, UnitsPerShard, ShardSourceService, ShardSourceTimeout, ShardBackoffFirst, ShardBackoffMax, Channels,
        ServicePath, ServiceClass, ServiceSettings, ServicePinned, ServiceMemoryLimit, ServiceStartTimeout, ServiceEnvironment, ServiceLaunchWith,
        WorkerEnvironment,
        BudgetLimit, BudgetPer, BudgetMargin, BudgetWindows, BudgetMaxWaiting, BudgetMaxKeys, BudgetAgeing,
        IdentifyConcurrency, IdentifyEvery, IdentifyMargin,
        StartServices, ServiceOrder, StartClusters, StartTimeout, StartPerShard, StartPause,
        BackoffFirst, BackoffMax, Window, Losses, QuarantineRetry, StableAfter,
        LivenessSilence, LivenessBehind, LivenessStuck, LivenessHung,
        MemoryClusters, MemoryServices, MemorySample, MemorySamples, MemoryHardPercent, MemoryPause,
        DumpsDirectory, DumpsKeep, DumpsTimeout,
        Surge, Notice, Warm, Drain, Activate,
        ShutdownTimeout, ShutdownStop,
        IpcTimeout, FetchTimeout, MaxMessage, HoldLimit,
        OrdersAllow,
        EvalAllow, EvalTimeout,
        StatsInterval, StatsTimeout,
        EventsBroadcast,
        StoreMaxValue, StoreMaxKeys, StoreMaxBytes,
        RuntimeDirectory,
        LogsLevel, LogsInclude, LogsExclude, LogsFormat,
    ];
}

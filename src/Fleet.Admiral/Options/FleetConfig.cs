namespace Fleet.Admiral.Options;

/// <summary>What a fleet should be on this host: the validated and immutable form of <c>fleet.json</c>.</summary>
public sealed record FleetConfig
{
    /// <summary>The name of the fleet: 1 to 40 of a–z, 0–9 and '-', not beginning with '-'. Required.</summary>
    public required string Name { get; init; }

    /// <summary>The name of this host in the fleet, of the same form. Default: the machine's name, made to fit.</summary>
    public required string Host { get; init; }

    /// <summary>The file that the configuration was read from, as a full path; relative paths in it begin at its folder.</summary>
    public required string File { get; init; }

    /// <summary>The bot that every cluster runs. Required.</summary>
    public required BotOptions Bot { get; init; }

    /// <summary>How many clusters run on this host: 0 to 1024, or the number of processor cores ("auto"). Default: 1.</summary>
    public int ClusterCount { get; init; } = 1;

    /// <summary>How many shards the whole fleet has: 0 to 65536, or null for what the shard source says ("auto"). Default: as many as clusters.</summary>
    public int? ShardCount { get; init; } = 1;

    /// <summary>Which of the shards this host has, and who says how many there are.</summary>
    public ShardOptions Shards { get; init; } = new();

    /// <summary>How fast shards may identify.</summary>
    public IdentifyOptions Identify { get; init; } = new();

    /// <summary>The channels that the clusters divide, in small letters, without '#'. Default: none.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The services, by name. Default: none.</summary>
    public IReadOnlyList<ServiceOptions> Services { get; init; } = [];

    /// <summary>Environment variables that every worker gets. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The rate limits that all workers share, by name. Default: none.</summary>
    public IReadOnlyDictionary<string, BudgetDefinition> Budgets { get; init; } = new Dictionary<string, BudgetDefinition>();

    /// <summary>How workers start.</summary>
    public StartOptions Start { get; init; } = new();

    /// <summary>How fast lost workers are replaced.</summary>
    public RestartOptions Restart { get; init; } = new();

    /// <summary>From when on a worker counts as dead, behind, stuck or hung.</summary>
    public LivenessOptions Liveness { get; init; } = new();

    /// <summary>How much memory workers may have.</summary>
    public MemoryOptions Memory { get; init; } = new();

    /// <summary>What a hung worker leaves behind.</summary>
    public DumpOptions Dumps { get; init; } = new();

    /// <summary>How a new worker takes over from an old one.</summary>
    public RolloutOptions Rollout { get; init; } = new();

    /// <summary>How workers stop.</summary>
    public ShutdownOptions Shutdown { get; init; } = new();

    /// <summary>The messages between workers.</summary>
    public IpcOptions Ipc { get; init; } = new();

    /// <summary>What workers may order.</summary>
    public OrderOptions Orders { get; init; } = new();

    /// <summary>The evaluation of code in workers.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>The gathering of stats.</summary>
    public StatsOptions Stats { get; init; } = new();

    /// <summary>What workers are told of the fleet.</summary>
    public EventOptions Events { get; init; } = new();

    /// <summary>What the central store may hold.</summary>
    public StoreOptions Store { get; init; } = new();

    /// <summary>Where the fleet keeps its sockets and its copies of the code.</summary>
    public required RuntimeOptions Runtime { get; init; }

    /// <summary>What is logged.</summary>
    public LogOptions Logs { get; init; } = new();
}

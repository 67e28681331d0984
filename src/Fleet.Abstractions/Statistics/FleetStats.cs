namespace Fleet;

/// <summary>The stats of the fleet at one collection.</summary>
public sealed record FleetStats
{
    /// <summary>When the collection ended.</summary>
    public DateTimeOffset CollectedAt { get; init; }

    /// <summary>The clusters that answered, by number.</summary>
    public IReadOnlyList<WorkerStats> Clusters { get; init; } = [];

    /// <summary>The services that answered, by name.</summary>
    public IReadOnlyList<WorkerStats> Services { get; init; } = [];

    /// <summary>The slots that have an active worker and did not answer in time.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Resident memory of the Admiral, in bytes.</summary>
    public long AdmiralMemoryBytes { get; init; }

    /// <summary>Resident memory of all clusters that answered, in bytes.</summary>
    public long ClusterMemoryBytes { get; init; }

    /// <summary>Resident memory of all services that answered, in bytes.</summary>
    public long ServiceMemoryBytes { get; init; }

    /// <summary>Resident memory of Admiral, clusters and services, in bytes.</summary>
    public long TotalMemoryBytes { get; init; }

    /// <summary>How many shards the fleet has.</summary>
    public int ShardCount { get; init; }

    /// <summary>The workers' own figures, added up by name.</summary>
    public IReadOnlyDictionary<string, double> Totals { get; init; } = new Dictionary<string, double>();

    /// <summary>The central store; null before the first collection.</summary>
    public StoreStats? Store { get; init; }

    /// <summary>The messages between workers, and what was dropped of them; null before the first collection.</summary>
    public RoutingStats? Routing { get; init; }

    /// <summary>The budgets, by name.</summary>
    public IReadOnlyList<BudgetStatus> Budgets { get; init; } = [];
}

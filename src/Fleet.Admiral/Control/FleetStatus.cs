namespace Fleet.Admiral.Control;

/// <summary>A fleet on one host at one moment.</summary>
public sealed record FleetStatus
{
    /// <summary>The name of the fleet.</summary>
    public required string Fleet { get; init; }

    /// <summary>The name of this host in the fleet.</summary>
    public required string Host { get; init; }

    /// <summary>The Admiral's process id.</summary>
    public required int Pid { get; init; }

    /// <summary>What the Admiral is doing, in small letters: <c>starting</c>, <c>running</c>, <c>stopping</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The number of the newest rollout, from 1.</summary>
    public required int Generation { get; init; }

    /// <summary>When the Admiral started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>One row per slot: services by name, then clusters by number.</summary>
    public IReadOnlyList<WorkerSummary> Workers { get; init; } = [];

    /// <summary>Why there are no clusters yet, in a sentence or two: nobody has said how many shards they divide. Null where they wait for nothing.</summary>
    public string? ClustersWait { get; init; }
}

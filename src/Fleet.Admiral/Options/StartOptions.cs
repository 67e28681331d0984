using Fleet.Planning.Supervision;

namespace Fleet.Admiral.Options;

/// <summary>How workers start. Services always start before clusters.</summary>
public sealed record StartOptions
{
    /// <summary>How services start. Default: together.</summary>
    public StartOrder Services { get; init; } = StartOrder.Together;

    /// <summary>The services that start first, in this order; the others follow by name. Only where services start in order. Default: none.</summary>
    public IReadOnlyList<string> ServiceOrder { get; init; } = [];

    /// <summary>How clusters start. Default: together.</summary>
    public StartOrder Clusters { get; init; } = StartOrder.Together;

    /// <summary>How long a worker may take until it is ready: 1 s to 1 h. Default: 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait between a cluster's start, ended well or badly, and the start of the next one: 0 to 10 min. Only where clusters start in order. Default: 0.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>How much longer a cluster may take for each of its shards: 0 to 1 h; a day at most for all. Default: 0.</summary>
    public TimeSpan PerShard { get; init; } = TimeSpan.Zero;

    /// <summary>How long a worker of so many shards may take until it is ready.</summary>
    public TimeSpan TimeoutOf(int shards) => Timeout + WorkerDeadline.ForShards(PerShard, shards);
}

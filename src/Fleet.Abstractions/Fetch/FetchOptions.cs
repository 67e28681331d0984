namespace Fleet;

/// <summary>How entities are fetched.</summary>
public sealed record FetchOptions
{
    /// <summary>How long to wait for all answers; null means <c>ipc.fetchTimeout</c> of the configuration (10 s). From 1 ms to 5 minutes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Who can know: a cluster, the owner of a shard or of a channel, or all clusters. Null lets <see cref="ShardOf"/> decide.</summary>
    public Target? Target { get; init; }

    /// <summary>
    /// The shard that an id belongs to, out of the number of shards; null for an id that any cluster may know. Without it <see cref="EntityShards.Of"/> is the rule.
    /// </summary>
    public Func<string, int, int?>? ShardOf { get; init; }

    /// <summary>Whether to ask only which ids are known. What is found then has no value.</summary>
    public bool IdsOnly { get; init; }
}

namespace Fleet;

/// <summary>What part of the fleet's work a cluster owns. Services own none.</summary>
/// <param name="Shards">The cluster's shards, ascending.</param>
/// <param name="ShardCount">How many shards the whole fleet has; 0 for a service.</param>
/// <param name="Channels">The cluster's channels.</param>
public sealed record WorkAssignment(IReadOnlyList<int> Shards, int ShardCount, IReadOnlyList<string> Channels)
{
    /// <summary>No work.</summary>
    public static WorkAssignment None { get; } = new([], 0, []);
}

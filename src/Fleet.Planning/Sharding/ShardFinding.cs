namespace Fleet.Planning.Sharding;

/// <summary>What the answer of a shard source comes to.</summary>
/// <param name="ShardCount">How many shards the fleet should have; 0 where the answer makes no sense.</param>
/// <param name="MaxConcurrency">How many shards may identify at a time.</param>
/// <param name="From">What the number comes from, in words.</param>
/// <param name="Fault">What is wrong with the answer, to follow a colon; null where nothing is.</param>
public sealed record ShardFinding(int ShardCount, int MaxConcurrency, string From, string? Fault)
{
    /// <summary>An answer, or a silence, that no number of shards follows from.</summary>
    public static ShardFinding Wrong(string fault) => new(0, 1, "", fault);
}

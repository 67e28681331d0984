namespace Fleet.Protocol.Fetching;

/// <summary>What a cluster knows.</summary>
/// <param name="Slot">The cluster.</param>
/// <param name="ShardCount">How many shards the fleet has.</param>
/// <param name="Elsewhere">Whether the caller reckoned with another number of shards: then nothing is said here, and it is to ask again.</param>
/// <param name="Ids">The ids that it knows.</param>
/// <param name="Values">Their values, each encoded by itself and in the same order; none where only ids were asked for.</param>
public sealed record FetchReply(string Slot, int ShardCount, bool Elsewhere, string[] Ids, byte[][] Values);

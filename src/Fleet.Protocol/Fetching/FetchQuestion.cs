namespace Fleet.Protocol.Fetching;

/// <summary>Asks a cluster what it knows.</summary>
/// <param name="Kind">The kind of entity.</param>
/// <param name="Ids">The ids; none where only the number of shards is asked for.</param>
/// <param name="ShardCount">How many shards the caller took the fleet to have when it chose this cluster; null where that did not matter.</param>
/// <param name="IdsOnly">Whether the values are to be left out of the answer.</param>
public sealed record FetchQuestion(string Kind, string[] Ids, int? ShardCount, bool IdsOnly);

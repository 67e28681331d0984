using System.Text.Json.Serialization;

namespace Fleet.Admiral.Control;

/// <summary>An operator's wish to divide shards and channels over other numbers of clusters or shards. At least one of the two is given, or <paramref name="AutoShards"/>.</summary>
/// <param name="Clusters">How many clusters, from 1; null for as many as now.</param>
/// <param name="Shards">How many shards, from 0; null for as many as now.</param>
/// <param name="Plan">True to be told what would be done, and do nothing.</param>
/// <param name="AutoShards">True for as many shards as the shard source says; then <paramref name="Shards"/> is null.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReshardRequest(int? Clusters = null, int? Shards = null, bool Plan = false, bool AutoShards = false);

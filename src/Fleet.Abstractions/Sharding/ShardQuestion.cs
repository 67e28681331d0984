namespace Fleet;

/// <summary>
/// How many shards should the fleet have? The Admiral asks the service that <c>shardSource.service</c> names, where <c>shards</c> is <c>auto</c>: before clusters start, and at each
/// <c>fleet reshard --shards auto</c>. The service answers by <c>Ipc.Handle&lt;ShardQuestion, ShardAnswer&gt;(…)</c>, registered in its <c>StartAsync</c>.
/// </summary>
/// <param name="ShardCount">How many shards the fleet has now; 0 before its clusters have started.</param>
public sealed record ShardQuestion(int ShardCount);

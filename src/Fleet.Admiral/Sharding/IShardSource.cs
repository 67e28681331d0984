namespace Fleet.Admiral.Sharding;

/// <summary>
/// Knows how many shards the fleet should have, where <c>shards</c> is <c>auto</c>. By default that is a service of the fleet, named by <c>shardSource.service</c>; a program that
/// runs the Admiral in its own process may bring another.
/// </summary>
public interface IShardSource
{
    /// <summary>Who is asked, for the log: <c>the service gateway</c>.</summary>
    string Name { get; }

    /// <summary>Asks. Called on a thread of the pool, not more than once at a time for the start of the clusters and once for each reshard.</summary>
    /// <param name="question">What the fleet is like.</param>
    /// <param name="cancellationToken">Ends at <c>shardSource.timeout</c>, and with the Admiral. An answer after that is not looked at.</param>
    /// <returns>The answer. None, one that makes no sense and an exception are logged, and the source is asked again later.</returns>
    Task<ShardAnswer?> AskAsync(ShardQuestion question, CancellationToken cancellationToken);
}

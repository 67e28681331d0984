using System.Collections.Immutable;

namespace Fleet.Planning.Sharding;

/// <summary>Which cluster has which shards.</summary>
public static class ShardPlanner
{
    /// <summary>
    /// Divides the shards 0 … <paramref name="shardCount"/>−1 into contiguous ranges, one for each cluster, whose sizes differ by at most one;
    /// the larger ones come first. Clusters get none where there are fewer shards than clusters.
    /// </summary>
    /// <param name="shardCount">How many shards the fleet has; at least 0.</param>
    /// <param name="clusterCount">How many clusters; at least 1.</param>
    /// <returns>The shards of each cluster, ascending, by the cluster's number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of its range.</exception>
    public static ImmutableArray<ImmutableArray<int>> Divide(int shardCount, int clusterCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shardCount);
        return Divide([.. Enumerable.Range(0, shardCount)], clusterCount);
    }

    /// <summary>Divides some of the fleet's shards, as <see cref="Divide(int, int)"/> divides all: in their order, as evenly as it goes.</summary>
    /// <param name="shards">The shards, ascending, each once.</param>
    /// <param name="clusterCount">How many clusters; at least 1.</param>
    /// <returns>The shards of each cluster, ascending, by the cluster's number.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="clusterCount"/> is less than 1.</exception>
    public static ImmutableArray<ImmutableArray<int>> Divide(ImmutableArray<int> shards, int clusterCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clusterCount, 1);
        var (size, larger) = Math.DivRem(shards.Length, clusterCount);
        var clusters = ImmutableArray.CreateBuilder<ImmutableArray<int>>(clusterCount);
        var next = 0;
        for (var cluster = 0; cluster < clusterCount; cluster++)
        {
            var count = size + (cluster < larger ? 1 : 0);
            clusters.Add(shards.Slice(next, count));
            next += count;
        }
        return clusters.MoveToImmutable();
    }
}

using System.Collections.Immutable;
using Fleet.Planning.Channels;
using Fleet.Planning.Sharding;

namespace Fleet.Planning.Layouts;

/// <summary>Divides shards and channels over clusters.</summary>
public static class LayoutPlanner
{
    /// <summary>A layout of so many clusters.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="clusterCount">How many clusters; 0 for a fleet of services.</param>
    /// <param name="shardCount">How many shards the fleet has.</param>
    /// <param name="channels">All channels of the fleet.</param>
    /// <param name="here">The shards that the clusters divide, each once and below <paramref name="shardCount"/>; null for all.</param>
    public static FleetLayout Divide(int number, int clusterCount, int shardCount, IEnumerable<string> channels, IReadOnlyCollection<int>? here = null)
    {
        if (clusterCount == 0) return new FleetLayout(number, ImmutableSortedDictionary<SlotName, WorkAssignment>.Empty);
        var shards = ShardPlanner.Divide(ShardRules.Here(shardCount, here), clusterCount);
        var names = ChannelPlanner.Divide(channels, clusterCount);
        return new FleetLayout(number, Enumerable.Range(0, clusterCount).ToImmutableSortedDictionary(
            SlotName.Cluster,
            id => new WorkAssignment(shards[id], shardCount, names[id])));
    }

    /// <summary>Whether a worker of one assignment has anything that one of the other has too.</summary>
    public static bool Overlap(WorkAssignment one, WorkAssignment other) =>
        one.Shards.Intersect(other.Shards).Any() || one.Channels.Intersect(other.Channels, StringComparer.Ordinal).Any();
}

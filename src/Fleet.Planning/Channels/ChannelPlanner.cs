using System.Collections.Immutable;

namespace Fleet.Planning.Channels;

/// <summary>Which cluster has which channels.</summary>
public static class ChannelPlanner
{
    /// <summary>
    /// Divides channels over clusters: each channel to exactly one, the numbers differing by at most one. The same channels are always divided
    /// the same way, in whatever order they come; one that comes twice counts once.
    /// </summary>
    /// <param name="channels">Names of channels, compared ordinally.</param>
    /// <param name="clusterCount">How many clusters; at least 1.</param>
    /// <returns>The channels of each cluster, ascending, by the cluster's number.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="clusterCount"/> is less than 1.</exception>
    public static ImmutableArray<ImmutableArray<string>> Divide(IEnumerable<string> channels, int clusterCount)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(clusterCount, 1);
        var clusters = Enumerable.Range(0, clusterCount).Select(_ => ImmutableArray.CreateBuilder<string>()).ToArray();
        var next = 0;
        foreach (var channel in channels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            clusters[next].Add(channel);
            next = (next + 1) % clusterCount;
        }
        return [.. clusters.Select(cluster => cluster.ToImmutable())];
    }
}

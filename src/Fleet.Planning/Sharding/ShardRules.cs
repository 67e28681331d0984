using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Planning.Sharding;

/// <summary>What numbers of shards are allowed, and what a shard source's answer means.</summary>
public static class ShardRules
{
    /// <summary>The most shards of a fleet.</summary>
    public const int MostShards = 65_536;

    /// <summary>What follows from the answer of a shard source.</summary>
    /// <param name="answer">What it said; null for nothing.</param>
    /// <param name="unitsPerShard">How many units a shard should have; null to take the number of shards that the source recommends.</param>
    /// <param name="here">The shards that this host is to have; null for all.</param>
    public static ShardFinding Read(ShardAnswer? answer, int? unitsPerShard, IReadOnlyCollection<int>? here)
    {
        if (answer is null) return ShardFinding.Wrong("it answered nothing");
        if (answer.MaxConcurrency is < 1 or > MostShards) return Wrong($"it says that {answer.MaxConcurrency} may identify at a time; 1 to {MostShards} are possible");
        long count;
        string from;
        if (unitsPerShard is { } size && answer.Units is { } units)
        {
            if (units < 0) return Wrong($"it says that there are {units} units");
            // A bot without a guild still needs its connection.
            count = Math.Max(1, (units / size) + (units % size == 0 ? 0 : 1));
            from = string.Create(CultureInfo.InvariantCulture, $"{units} units, {size} per shard");
        }
        else if (answer.Shards is { } shards)
        {
            count = shards;
            from = "as the source recommends";
        }
        else
        {
            return ShardFinding.Wrong(answer.Units is null ? "its answer has no number of shards" : "its answer has units but no number of shards, and unitsPerShard is not given");
        }

        if (count is < 1 or > MostShards) return Wrong($"its answer makes {count} shards; 1 to {MostShards} are possible");
        if (Misfit((int)count, here) is { } misfit) return ShardFinding.Wrong(misfit);
        return new ShardFinding((int)count, answer.MaxConcurrency ?? 1, from, null);

        static ShardFinding Wrong(FormattableString why) => ShardFinding.Wrong(why.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Why a fleet of so many shards cannot have these on this host; null where it can.</summary>
    /// <param name="shardCount">How many shards the whole fleet has.</param>
    /// <param name="here">The shards that this host is to have; null for all.</param>
    public static string? Misfit(int shardCount, IReadOnlyCollection<int>? here)
    {
        if (here is null) return null;
        var last = here.Max();
        if (last < shardCount) return null;
        return string.Create(CultureInfo.InvariantCulture, $"of {(shardCount == 1 ? "1 shard" : $"{shardCount} shards")} there is no shard {last}, which shardsHere gives to this host");
    }

    /// <summary>The shards that the clusters of this host divide.</summary>
    /// <param name="shardCount">How many shards the whole fleet has.</param>
    /// <param name="here">The shards that this host is to have, each once and below <paramref name="shardCount"/>; null for all.</param>
    public static ImmutableArray<int> Here(int shardCount, IReadOnlyCollection<int>? here) => here is null ? [.. Enumerable.Range(0, shardCount)] : [.. here.Order()];
}

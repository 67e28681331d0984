using System.Globalization;

namespace Fleet.Planning.Sharding;

/// <summary>Shards that follow one another, as people write them: <c>0-7</c>, <c>9</c>.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them; the first where it is only one.</param>
public readonly record struct ShardRange(int First, int Last)
{
    /// <summary>The shards.</summary>
    public IEnumerable<int> Shards => Enumerable.Range(First, Last - First + 1);

    /// <summary>Reads a number or two with '-' between them, the smaller one first; each from 0 to <see cref="ShardRules.MostShards"/>−1.</summary>
    public static bool TryParse(string text, out ShardRange range)
    {
        range = default;
        var ends = text.Split('-');
        if (ends.Length > 2 || !TryRead(ends[0], out var first) || !TryRead(ends[^1], out var last) || last < first) return false;
        range = new ShardRange(first, last);
        return true;
    }

    /// <summary>Writes shards, ascending and each once, as ranges: <c>0-3, 9</c>.</summary>
    public static string Write(IEnumerable<int> shards)
    {
        var ranges = new List<ShardRange>();
        foreach (var shard in shards)
        {
            if (ranges is [.., var open] && open.Last == shard - 1) ranges[^1] = open with { Last = shard };
            else ranges.Add(new ShardRange(shard, shard));
        }

        return string.Join(", ", ranges);
    }

    /// <inheritdoc/>
    public override string ToString() => First == Last
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static bool TryRead(string text, out int shard) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out shard) && shard < ShardRules.MostShards;
}

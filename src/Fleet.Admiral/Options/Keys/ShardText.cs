using Fleet.Planning.Sharding;

namespace Fleet.Admiral.Options.Keys;

/// <summary>Shards as people write them: see <see cref="ShardRange"/>.</summary>
internal static class ShardText
{
    /// <summary>Reads a shard or a range in its one form, whatever spaces it has.</summary>
    public static bool TryRead(string text, out string value)
    {
        var isRange = ShardRange.TryParse(text, out var range);
        value = range.ToString();
        return isRange;
    }
}

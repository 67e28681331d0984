using System.Globalization;

namespace Fleet;

/// <summary>
/// The rule by which a fetch finds the one cluster that can know an entity: a guild belongs to shard <c>(id &gt;&gt; 22) % shards</c>, as Discord divides guilds over the shards of a
/// bot, and a member to its guild's. Everything else may be known to any cluster. <see cref="FetchOptions.ShardOf"/> puts another rule in its place.
/// </summary>
public static class EntityShards
{
    /// <summary>The shard that an entity belongs to; null where any cluster may know it.</summary>
    /// <param name="kind">The kind, of <see cref="EntityKinds"/> or the bot's own.</param>
    /// <param name="id">The id.</param>
    /// <param name="shardCount">How many shards the fleet has.</param>
    public static int? Of(string kind, string id, int shardCount) => kind switch
    {
        EntityKinds.Guild => OfGuild(id, shardCount),
        EntityKinds.Member => OfGuild(id.AsSpan(0, Math.Max(0, id.IndexOf('/', StringComparison.Ordinal))), shardCount),
        _ => null,
    };

    /// <summary>The shard of a guild; null where the id is no number, or there are no shards.</summary>
    /// <param name="guildId">The guild's id, in digits.</param>
    /// <param name="shardCount">How many shards the fleet has.</param>
    public static int? OfGuild(ReadOnlySpan<char> guildId, int shardCount) =>
        shardCount > 0 && ulong.TryParse(guildId, NumberStyles.None, CultureInfo.InvariantCulture, out var snowflake) ? (int)((snowflake >> 22) % (ulong)shardCount) : null;
}

namespace Fleet;

/// <summary>The names of the kinds of entities that most bots have. Any other name is as good, as long as the bot's <c>FetchAsync</c> knows it.</summary>
public static class EntityKinds
{
    /// <summary>A person or a bot. Any cluster may know it.</summary>
    public const string User = "user";

    /// <summary>A Discord guild. The cluster that has its shard knows it; see <see cref="EntityShards"/>.</summary>
    public const string Guild = "guild";

    /// <summary>A channel. Any cluster may know it; for a channel that the fleet divides, ask its owner: <see cref="FetchOptions.Target"/>.</summary>
    public const string Channel = "channel";

    /// <summary>A user in a guild; the id is that of <see cref="MemberId"/>. The cluster that has the guild's shard knows it.</summary>
    public const string Member = "member";

    /// <summary>The id of a member: the guild's and the user's with a slash between them.</summary>
    /// <param name="guildId">The guild.</param>
    /// <param name="userId">The user.</param>
    public static string MemberId(string guildId, string userId) => $"{guildId}/{userId}";
}

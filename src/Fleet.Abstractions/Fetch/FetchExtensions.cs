namespace Fleet;

/// <summary>
/// Shorter forms of <see cref="IFleetIpc.FetchManyAsync"/>, and the words that users of eris-fleet and Megane know. Those of one entity return null where nobody has it, and throw
/// <see cref="FetchException"/> where nobody knows; eris-fleet returns null for both.
/// </summary>
public static class FetchExtensions
{
    /// <summary>Asks for one entity.</summary>
    /// <param name="ipc">How this worker speaks with the others.</param>
    /// <param name="kind">The kind, of <see cref="EntityKinds"/> or the bot's own.</param>
    /// <param name="id">Its id.</param>
    /// <param name="options">Who is asked, and for how long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<FetchResult<T>> FetchAsync<T>(this IFleetIpc ipc, string kind, string id, FetchOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ipc.FetchManyAsync<T>(kind, [id], options, cancellationToken))[id];

    /// <summary>A user; null where no cluster knows it.</summary>
    /// <exception cref="FetchException">A cluster did not answer.</exception>
    public static Task<T?> FetchUserAsync<T>(this IFleetIpc ipc, string id, CancellationToken cancellationToken = default)
        where T : class => OneAsync<T>(ipc, EntityKinds.User, id, cancellationToken);

    /// <summary>A guild; null where the cluster of its shard does not know it.</summary>
    /// <exception cref="FetchException">The cluster did not answer.</exception>
    public static Task<T?> FetchGuildAsync<T>(this IFleetIpc ipc, string id, CancellationToken cancellationToken = default)
        where T : class => OneAsync<T>(ipc, EntityKinds.Guild, id, cancellationToken);

    /// <summary>A channel; null where no cluster knows it.</summary>
    /// <exception cref="FetchException">A cluster did not answer.</exception>
    public static Task<T?> FetchChannelAsync<T>(this IFleetIpc ipc, string id, CancellationToken cancellationToken = default)
        where T : class => OneAsync<T>(ipc, EntityKinds.Channel, id, cancellationToken);

    /// <summary>A user in a guild; null where the cluster of the guild's shard does not know it.</summary>
    /// <exception cref="FetchException">The cluster did not answer.</exception>
    public static Task<T?> FetchMemberAsync<T>(this IFleetIpc ipc, string guildId, string userId, CancellationToken cancellationToken = default)
        where T : class => OneAsync<T>(ipc, EntityKinds.Member, EntityKinds.MemberId(guildId, userId), cancellationToken);

    /// <summary>Users, by id; each of the asked ids is in the result with its outcome.</summary>
    public static Task<IReadOnlyDictionary<string, FetchResult<T>>> FetchUsersAsync<T>(this IFleetIpc ipc, IReadOnlyCollection<string> ids, FetchOptions? options = null, CancellationToken cancellationToken = default) =>
        ipc.FetchManyAsync<T>(EntityKinds.User, ids, options, cancellationToken);

    /// <summary>Guilds, by id; each of the asked ids is in the result with its outcome.</summary>
    public static Task<IReadOnlyDictionary<string, FetchResult<T>>> FetchGuildsAsync<T>(this IFleetIpc ipc, IReadOnlyCollection<string> ids, FetchOptions? options = null, CancellationToken cancellationToken = default) =>
        ipc.FetchManyAsync<T>(EntityKinds.Guild, ids, options, cancellationToken);

    /// <summary>Channels, by id; each of the asked ids is in the result with its outcome.</summary>
    public static Task<IReadOnlyDictionary<string, FetchResult<T>>> FetchChannelsAsync<T>(this IFleetIpc ipc, IReadOnlyCollection<string> ids, FetchOptions? options = null, CancellationToken cancellationToken = default) =>
        ipc.FetchManyAsync<T>(EntityKinds.Channel, ids, options, cancellationToken);

    /// <summary>Users of a guild, by the user's id; each of the asked ids is in the result with its outcome.</summary>
    public static async Task<IReadOnlyDictionary<string, FetchResult<T>>> FetchMembersAsync<T>(this IFleetIpc ipc, string guildId, IReadOnlyCollection<string> userIds, FetchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        var results = await ipc.FetchManyAsync<T>(EntityKinds.Member, [.. userIds.Select(user => EntityKinds.MemberId(guildId, user))], options, cancellationToken);
        return userIds.Distinct(StringComparer.Ordinal).ToDictionary(user => user, user => results[EntityKinds.MemberId(guildId, user)], StringComparer.Ordinal);
    }

    private static async Task<T?> OneAsync<T>(IFleetIpc ipc, string kind, string id, CancellationToken cancellationToken)
        where T : class => (await ipc.FetchAsync<T>(kind, id, null, cancellationToken)).GetValueOrDefault();
}

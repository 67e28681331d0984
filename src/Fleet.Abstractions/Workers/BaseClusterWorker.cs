namespace Fleet;

/// <summary>A bot: a worker that owns shards and channels. Derive from it, and point <c>bot.path</c> of the configuration at the DLL.</summary>
public abstract class BaseClusterWorker : BaseWorker
{
    /// <summary>The number of this cluster, from 0.</summary>
    protected int ClusterId => Worker.Slot.ClusterId ?? 0;

    /// <summary>The shards of this cluster, ascending; each is below <see cref="ShardCount"/>.</summary>
    protected IReadOnlyList<int> Shards => Context.Assignment.Shards;

    /// <summary>How many shards the whole fleet has.</summary>
    protected int ShardCount => Context.Assignment.ShardCount;

    /// <summary>The channels of this cluster.</summary>
    protected IReadOnlyList<string> Channels => Context.Assignment.Channels;

    /// <summary>
    /// What to show to the world while this cluster starts, from <c>bot.startingStatus</c>: show it in <see cref="BaseWorker.StartAsync"/> as soon as there is a connection, and take it away
    /// in <see cref="BaseWorker.ActivateAsync"/>. Null where nothing is configured, and where this worker is to take over from one that acts: nobody outside need know of that.
    /// </summary>
    protected string? StartingStatus => Context.StartingStatus;

    /// <summary>Answers which entities this cluster knows, for <see cref="IFleetIpc.FetchManyAsync"/> of any worker. To be answered from what is in memory: the caller waits.</summary>
    /// <param name="kind">The kind, of <see cref="EntityKinds"/> or the bot's own.</param>
    /// <param name="ids">The ids that are asked for, each once.</param>
    /// <param name="cancellationToken">Ends when the caller no longer waits.</param>
    /// <returns>What it knows of them. An id that is left out is one that this cluster does not know; throw where that cannot be said.</returns>
    protected virtual Task<FetchAnswer> FetchAsync(string kind, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{GetType().Name} does not override FetchAsync, so nobody can say what it knows.");

    internal Task<FetchAnswer> RunFetchAsync(string kind, IReadOnlyList<string> ids, CancellationToken cancellationToken) => FetchAsync(kind, ids, cancellationToken);
}

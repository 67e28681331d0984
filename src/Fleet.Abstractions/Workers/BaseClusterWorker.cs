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
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Fleet;

/// <summary>What the runtime attaches to a worker after construction. The same object is in the worker's container.</summary>
/// <param name="Identity">Who the worker is.</param>
/// <param name="Assignment">Its shards and channels.</param>
/// <param name="Ipc">How it speaks with the others.</param>
/// <param name="Logger">Its log.</param>
/// <param name="Settings">Its section of the configuration.</param>
public sealed record WorkerContext(
    WorkerIdentity Identity,
    WorkAssignment Assignment,
    IFleetIpc Ipc,
    ILogger Logger,
    IConfiguration Settings)
{
    /// <summary>What the bot may show to the world while it starts; see <see cref="BaseClusterWorker.StartingStatus"/>.</summary>
    public string? StartingStatus { get; init; }
}

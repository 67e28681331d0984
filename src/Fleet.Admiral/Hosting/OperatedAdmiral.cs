using Fleet.Admiral.Options;
using Fleet.Admiral.Orders;
using Fleet.Admiral.Plugins;
using Fleet.Admiral.Processes;
using Fleet.Admiral.Sharding;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Hosting;

/// <summary>
/// An Admiral and all that gives it orders, wherever its workers live: in processes (<see cref="RunningAdmiral"/>) or in that of a test (Fleet.Testing). Whoever puts it together
/// ends its parts.
/// </summary>
internal sealed class OperatedAdmiral
{
    /// <summary>Puts an Admiral together.</summary>
    /// <param name="config">What the fleet should be.</param>
    /// <param name="runDirectory">Where its socket lies.</param>
    /// <param name="store">Prepares the code that workers load.</param>
    /// <param name="launcher">Starts workers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The log.</param>
    /// <param name="workerProgram">The worker program; null for the one beside the running program.</param>
    /// <param name="shardSource">Who says how many shards there are, where it is no service of the fleet; null for that.</param>
    public OperatedAdmiral(FleetConfig config, string runDirectory, IGenerationStore store, IWorkerLauncher launcher, TimeProvider time, ILoggerFactory loggers, string? workerProgram = null, IShardSource? shardSource = null)
    {
        var book = new GenerationBook();
        Generations = new GenerationKeeper(config, store, book);
        Core = new AdmiralCore(config, runDirectory, book, launcher, time, loggers, workerProgram, shardSource);
        Control = new FleetControl(config, Core.Loop, Core.Stats, Generations, time) { Shards = Core.Shards };
        Orders = new OrderDesk(Control, config.Orders.Allow, time, loggers.CreateLogger<OrderDesk>());
        Orders.AddTo(Core.Commands);
    }

    /// <summary>The code of its workers.</summary>
    public GenerationKeeper Generations { get; }

    /// <summary>The Admiral itself.</summary>
    public AdmiralCore Core { get; }

    /// <summary>What operators may do.</summary>
    public FleetControl Control { get; }

    /// <summary>The orders of workers, and of a program that embeds the Admiral.</summary>
    public OrderDesk Orders { get; }
}

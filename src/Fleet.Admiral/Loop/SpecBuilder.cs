using System.Collections.Immutable;
using Fleet.Admiral.Options;
using Fleet.Planning.Layouts;
using Fleet.Planning.Specs;

namespace Fleet.Admiral.Loop;

/// <summary>Makes what the planner works on of what the user configured.</summary>
internal static class SpecBuilder
{
    // The worker itself says after start.timeout that its start failed, with the reason; the Admiral steps in only where it cannot.
    private static readonly TimeSpan GraceForTheWorkersOwnWord = TimeSpan.FromSeconds(5);

    // So many get through the start of the runtime together on any machine, well within their deadlines.
    private const int LeastJoining = 4;

    private static readonly TimeSpan KillRetry = TimeSpan.FromSeconds(5);

    public static FleetSpec Build(FleetConfig config) => new()
    {
        Slots = [.. Slots(config)],
        AwaitsLayout = config.ShardCount is null && config.ClusterCount > 0,
        Supervision = new SupervisionSpec
        {
            StartDeadline = config.Start.Timeout + GraceForTheWorkersOwnWord,
            StartPerShard = config.Start.PerShard,
            ActivateDeadline = config.Rollout.Activate,
            DrainDeadline = config.Rollout.Drain,
            StopDeadline = config.Shutdown.Stop,
            Backoff = new BackoffSpec { Second = config.Restart.BackoffFirst, Longest = config.Restart.BackoffMax },
            StableAfter = config.Restart.StableAfter,
            Window = new WindowSpec { Losses = config.Restart.Losses, Within = config.Restart.Window },
            QuarantineRetry = config.Restart.QuarantineRetry,
            // A kill that waits for a dump is under way, not lost.
            KillRetry = KillRetry + (config.Dumps.Directory is null ? TimeSpan.Zero : config.Dumps.Timeout),
        },
        Liveness = new LivenessSpec { Silence = config.Liveness.Silence, Behind = config.Liveness.Behind, Stuck = config.Liveness.Stuck, Hung = config.Liveness.Hung },
        Memory = new MemorySpec { Clusters = config.Memory.Clusters, Services = config.Memory.Services, Samples = config.Memory.Samples, HardPercent = config.Memory.HardPercent, Pause = config.Memory.Pause },
        Rollout = new RolloutSpec { Surge = config.Rollout.Surge, Notice = config.Rollout.Notice, WarmFor = config.Rollout.Warm },
        Start = new StartSpec
        {
            ServicesTogether = config.Start.Services == StartOrder.Together,
            ServiceOrder = config.Start.ServiceOrder.Count == 0 ? [] : [.. config.Start.ServiceOrder.Select(SlotName.Service)],
            ClustersTogether = config.Start.Clusters == StartOrder.Together,
            ClusterPause = config.Start.Pause,
            Patience = config.Start.Timeout,
            MostJoining = Math.Max(LeastJoining, Environment.ProcessorCount),
        },
        Shutdown = new ShutdownSpec { Deadline = config.Shutdown.Timeout },
        Seed = Environment.ProcessId,
    };

    /// <summary>The layout that the fleet starts with.</summary>
    public static FleetLayout FirstLayout(FleetConfig config, int shards) => LayoutPlanner.Divide(1, config.ClusterCount, shards, config.Channels, config.Shards.Here);

    /// <summary>The slots whose code is prepared at the start: those of the spec, and one of the clusters that come later.</summary>
    public static ImmutableArray<SlotName> SlotsToPrepare(FleetSpec spec) => [.. spec.Slots.Select(slot => slot.Slot), .. spec.AwaitsLayout ? [SlotName.Cluster(0)] : Array.Empty<SlotName>()];

    private static IEnumerable<SlotSpec> Slots(FleetConfig config)
    {
        foreach (var service in config.Services) yield return new SlotSpec(SlotName.Service(service.Name), service.Pinned, WorkAssignment.None)
        {
            MemoryLimit = service.MemoryLimit,
            StartDeadline = service.StartTimeout + GraceForTheWorkersOwnWord,
        };
        if (config.ShardCount is not { } shards) yield break;
        foreach (var (slot, assignment) in FirstLayout(config, shards).Clusters) yield return new SlotSpec(slot, Pinned: false, assignment) { MemoryLimit = config.Memory.Clusters };
    }
}

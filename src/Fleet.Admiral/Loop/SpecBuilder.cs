using Fleet.Admiral.Options;
using Fleet.Planning.Channels;
using Fleet.Planning.Sharding;
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
        Supervision = new SupervisionSpec
        {
            StartDeadline = config.Start.Timeout + GraceForTheWorkersOwnWord,
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
        Rollout = new RolloutSpec { WarmFor = config.Rollout.Warm },
        Start = new StartSpec
        {
            ServicesTogether = config.Start.Services == StartOrder.Together,
            ClustersTogether = config.Start.Clusters == StartOrder.Together,
            MostJoining = Math.Max(LeastJoining, Environment.ProcessorCount),
        },
        Shutdown = new ShutdownSpec { Deadline = config.Shutdown.Timeout },
        Seed = Environment.ProcessId,
    };

    private static IEnumerable<SlotSpec> Slots(FleetConfig config)
    {
        foreach (var service in config.Services) yield return new SlotSpec(SlotName.Service(service.Name), service.Pinned, WorkAssignment.None) { MemoryLimit = service.MemoryLimit };
        if (config.ClusterCount == 0) yield break;
        var shards = ShardPlanner.Divide(config.ShardCount, config.ClusterCount);
        var channels = ChannelPlanner.Divide([.. config.Channels], config.ClusterCount);
        for (var id = 0; id < config.ClusterCount; id++)
            yield return new SlotSpec(SlotName.Cluster(id), Pinned: false, new WorkAssignment(shards[id], config.ShardCount, channels[id])) { MemoryLimit = config.Memory.Clusters };
    }
}

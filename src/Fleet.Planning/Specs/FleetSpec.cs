using System.Collections.Immutable;

namespace Fleet.Planning.Specs;

/// <summary>What is wanted of one host: its slots, and the rules they are kept by.</summary>
public sealed record FleetSpec
{
    /// <summary>The slots of this host, in any order, each name once.</summary>
    public required ImmutableArray<SlotSpec> Slots { get; init; }

    /// <summary>Whether the clusters come later, by <see cref="Events.LayoutPlanned"/>: nobody knows yet how many shards they divide.</summary>
    public bool AwaitsLayout { get; init; }

    /// <summary>How workers are watched and restarted.</summary>
    public SupervisionSpec Supervision { get; init; } = new();

    /// <summary>From when on a worker counts as dead, behind or stuck.</summary>
    public LivenessSpec Liveness { get; init; } = new();

    /// <summary>What happens to a worker that has too much memory.</summary>
    public MemorySpec Memory { get; init; } = new();

    /// <summary>How workers are replaced.</summary>
    public RolloutSpec Rollout { get; init; } = new();

    /// <summary>In which order slots are started.</summary>
    public StartSpec Start { get; init; } = new();

    /// <summary>How the fleet stops.</summary>
    public ShutdownSpec Shutdown { get; init; } = new();

    /// <summary>How many bytes a worker of a slot may have resident; null for as many as it likes.</summary>
    public long? MemoryLimitOf(SlotName name)
    {
        foreach (var slot in Slots)
            if (slot.Slot == name) return slot.MemoryLimit;
        return name.Kind == WorkerKind.Cluster ? Memory.Clusters : Memory.Services;
    }

    /// <summary>How long a worker of a slot may take from joined until ready, without what it is given for its shards.</summary>
    public TimeSpan StartDeadlineOf(SlotName name)
    {
        foreach (var slot in Slots)
            if (slot.Slot == name) return slot.StartDeadline ?? Supervision.StartDeadline;
        return Supervision.StartDeadline;
    }

    /// <summary>Where the jitter of back-offs comes from: hosts with different seeds do not restart in step.</summary>
    public int Seed { get; init; }
}

using System.Collections.Concurrent;

namespace Fleet.TestKit.Ipc;

/// <summary>
/// The messages of a small fleet in one process: each slot has one worker, and messages are mapped by member name, as between real workers.
/// There are no deadlines, no bounds and no restarts here.
/// </summary>
public sealed class InMemoryFleet
{
    private readonly ConcurrentDictionary<SlotName, InMemoryIpc> _members = new();

    /// <summary>Adds a worker, or replaces the one of its slot: messages go to the last one added.</summary>
    public InMemoryIpc Add(SlotName slot, int incarnation = 1) => _members[slot] = new InMemoryIpc(this, new WorkerName(slot, incarnation));

    internal IReadOnlyList<InMemoryIpc> Resolve(Target target) => target.Kind switch
    {
        TargetKind.Admiral => [],
        TargetKind.Service => Find(SlotName.Service(target.Name!)),
        TargetKind.Cluster => Find(SlotName.Cluster(target.Id)),
        TargetKind.Shard => throw new NotSupportedException("No shards in memory."),
        TargetKind.Channel => throw new NotSupportedException("No channels in memory."),
        TargetKind.AllClusters => [.. _members.Where(member => member.Key.Kind == WorkerKind.Cluster).Select(member => member.Value)],
        TargetKind.AllServices => [.. _members.Where(member => member.Key.Kind == WorkerKind.Service).Select(member => member.Value)],
        TargetKind.Everyone => [.. _members.Values],
    };

    private IReadOnlyList<InMemoryIpc> Find(SlotName slot) => _members.TryGetValue(slot, out var member) ? [member] : [];
}

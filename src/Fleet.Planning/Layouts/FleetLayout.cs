using System.Collections.Immutable;

namespace Fleet.Planning.Layouts;

/// <summary>Which clusters a fleet has at one time, and which shards and channels each of them has.</summary>
/// <param name="Number">Counts the layouts of a fleet's life, from 1. Workers of services have number 0: they have a place in every layout.</param>
/// <param name="Clusters">The clusters and what each has.</param>
public sealed record FleetLayout(int Number, ImmutableSortedDictionary<SlotName, WorkAssignment> Clusters)
{
    /// <summary>The number of those who have a place in every layout.</summary>
    public const int Every = 0;

    /// <summary>How many shards the whole fleet has, here and elsewhere; 0 where there are no clusters.</summary>
    public int ShardCount => Clusters.IsEmpty ? 0 : Clusters.Values.First().ShardCount;

    /// <summary>What the worker of a slot has to do; null where the layout has no such cluster.</summary>
    public WorkAssignment? Find(SlotName slot) =>
        slot.Kind == WorkerKind.Service ? WorkAssignment.None : Clusters.GetValueOrDefault(slot);

    /// <summary>The number for a new worker of this slot.</summary>
    public int NumberFor(SlotName slot) => slot.Kind == WorkerKind.Service ? Every : Number;

    /// <summary>Whether a worker of this number has a place here.</summary>
    public bool Has(int layout) => layout == Every || layout == Number;
}

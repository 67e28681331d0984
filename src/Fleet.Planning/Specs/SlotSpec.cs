namespace Fleet.Planning.Specs;

/// <summary>One slot that is wanted.</summary>
/// <param name="Slot">Its name.</param>
/// <param name="Pinned">Whether restarts of groups of slots leave it out; the giver of an order resolves it. A pinned slot never has two workers by the planner's own wish.</param>
/// <param name="Assignment">The shards and channels of a cluster.</param>
public sealed record SlotSpec(SlotName Slot, bool Pinned, WorkAssignment Assignment)
{
    /// <summary>How many bytes a worker of the slot may have resident; null for as many as it likes.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>From joined until ready, for a worker without shards; null for <see cref="SupervisionSpec.StartDeadline"/>.</summary>
    public TimeSpan? StartDeadline { get; init; }
}

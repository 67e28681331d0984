namespace Fleet.Planning.Specs;

/// <summary>One slot that is wanted.</summary>
/// <param name="Slot">Its name.</param>
/// <param name="Pinned">Whether restarts of groups of slots leave it out; the planner only shows it, the giver of an order resolves it.</param>
/// <param name="Assignment">The shards and channels of a cluster.</param>
public sealed record SlotSpec(SlotName Slot, bool Pinned, WorkAssignment Assignment);

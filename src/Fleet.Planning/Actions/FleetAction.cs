using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>
/// A wish of the planner. The shell first folds it into the snapshot as <see cref="Events.ActionTaken"/>, then hands it to an executor;
/// what came of it returns as a signal.
/// </summary>
public abstract record FleetAction
{
    /// <summary>Why, as a sentence for the log.</summary>
    public required string Reason { get; init; }

    /// <summary>Which action it is.</summary>
    public abstract FleetActionKind Kind { get; }

    /// <summary>The workers that the action names. In one plan a worker is named by at most one action.</summary>
    public abstract ImmutableArray<WorkerName> Workers { get; }

    /// <summary>The slot whose next worker the action decides on; null where it decides on none. In one plan a slot is decided on at most once.</summary>
    public virtual SlotName? Decides => null;
}

using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>
/// Restart the slot of a worker that ails and still serves, as if a person had ordered it. Nothing to execute but to leave a dump where one is asked for: it
/// begins an operation, and the rest follows from that.
/// </summary>
/// <param name="Worker">The worker.</param>
/// <param name="OperationId">The id of the operation.</param>
/// <param name="Hard">Stop the worker before the new one is launched: its slot is pinned, so two at a time would be in each other's way.</param>
/// <param name="LeavesDump">Whether the worker is to leave a dump of what it is stuck at.</param>
public sealed record BeginReplacement(WorkerName Worker, string OperationId, bool Hard, bool LeavesDump) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.BeginReplacement;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [Worker];

    /// <inheritdoc/>
    public override SlotName? Decides => Worker.Slot;
}

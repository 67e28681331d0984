using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>Start a process for this worker.</summary>
/// <param name="Worker">The new worker's name.</param>
/// <param name="Generation">The code it runs.</param>
public sealed record Launch(WorkerName Worker, int Generation) : FleetAction
{
    /// <summary>The number of the layout in which the worker has its place; see <see cref="Layouts.FleetLayout"/>.</summary>
    public int Layout { get; init; }

    /// <summary>The restart operation that the worker is launched for; null where supervision launches it.</summary>
    public string? OperationId { get; init; }

    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.Launch;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [Worker];

    /// <inheritdoc/>
    public override SlotName? Decides => Worker.Slot;
}

using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>Hold the frames of the slot from here on, and tell the old worker to deactivate after the last frame before.</summary>
/// <param name="Old">The active worker.</param>
/// <param name="New">The ready worker that is to succeed it.</param>
public sealed record BeginHandover(WorkerName Old, WorkerName New) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.BeginHandover;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [Old, New];
}

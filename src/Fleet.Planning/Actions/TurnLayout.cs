using System.Collections.Immutable;
using Fleet.Planning.Layouts;

namespace Fleet.Planning.Actions;

/// <summary>
/// Let messages find their way by another layout from here on, hold those for its clusters, and tell the active workers of the clusters to deactivate after the
/// last message before.
/// </summary>
/// <param name="To">The layout.</param>
/// <param name="Old">The active workers of clusters.</param>
public sealed record TurnLayout(FleetLayout To, ImmutableArray<WorkerName> Old) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.TurnLayout;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => Old;
}

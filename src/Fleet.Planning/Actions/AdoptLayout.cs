using System.Collections.Immutable;
using Fleet.Planning.Layouts;

namespace Fleet.Planning.Actions;

/// <summary>Let messages find their way by the fleet's first layout: it had no clusters before, since nobody knew how many shards there are.</summary>
/// <param name="To">The layout.</param>
public sealed record AdoptLayout(FleetLayout To) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.AdoptLayout;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [];
}

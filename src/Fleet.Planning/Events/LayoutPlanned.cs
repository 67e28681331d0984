using Fleet.Planning.Layouts;

namespace Fleet.Planning.Events;

/// <summary>The shards of a fleet that waited for their number are known. Of no effect on a fleet that has its clusters.</summary>
/// <param name="Layout">Its first layout.</param>
public sealed record LayoutPlanned(FleetLayout Layout) : FleetEvent
{
    /// <inheritdoc/>
    public override FleetEventKind Kind => FleetEventKind.LayoutPlanned;
}

using Fleet.Planning.Actions;

namespace Fleet.Planning.Events;

/// <summary>An action of a plan was handed to its executor.</summary>
/// <param name="Action">The action.</param>
public sealed record ActionTaken(FleetAction Action) : FleetEvent
{
    /// <inheritdoc/>
    public override FleetEventKind Kind => FleetEventKind.ActionTaken;
}

using System.Collections.Immutable;
using Fleet.Planning.Actions;

namespace Fleet.Planning;

/// <summary>What to do now, and when to ask again.</summary>
/// <param name="Actions">What to do, in this order.</param>
/// <param name="WakeAt">When to ask again though nothing has happened; null for never.</param>
public sealed record Plan(ImmutableArray<FleetAction> Actions, DateTimeOffset? WakeAt)
{
    /// <summary>Nothing to do, nothing to wait for.</summary>
    public static Plan Nothing { get; } = new([], null);
}

using System.Collections.Immutable;

namespace Fleet.Planning.Actions;

/// <summary>The fleet stops, and has this long for it.</summary>
/// <param name="StopBy">When everything that still lives is killed.</param>
public sealed record BeginShutdown(DateTimeOffset StopBy) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.BeginShutdown;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [];
}

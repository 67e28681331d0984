using System.Collections.Immutable;
using Fleet.Planning.Operations;

namespace Fleet.Planning.Actions;

/// <summary>The running operation has ended.</summary>
/// <param name="Id">The id of the order it came from.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">A sentence for the person who gave the order.</param>
public sealed record FinishOperation(string Id, OperationOutcome Outcome, string Message) : FleetAction
{
    /// <inheritdoc/>
    public override FleetActionKind Kind => FleetActionKind.FinishOperation;

    /// <inheritdoc/>
    public override ImmutableArray<WorkerName> Workers => [];
}

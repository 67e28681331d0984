using Fleet.Planning.Liveness;

namespace Fleet.Planning.Events;

/// <summary>A worker was found ailing, or well again. Told once for each change, not for each look.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Ailment">What it has, or has no longer.</param>
/// <param name="Why">What it shows by, in words that can stand after a colon; null where the ailment has passed.</param>
public sealed record WorkerExamined(WorkerName Worker, Ailment Ailment, string? Why) : FleetEvent
{
    /// <inheritdoc/>
    public override FleetEventKind Kind => FleetEventKind.WorkerExamined;
}

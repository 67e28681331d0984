namespace Fleet.Admiral.Control;

/// <summary>What <c>fleet ps --json</c> prints.</summary>
/// <param name="Workers">One row per slot.</param>
/// <param name="ClustersWait">See <see cref="FleetStatus.ClustersWait"/>; left out where it is null.</param>
public sealed record WorkerList(IReadOnlyList<WorkerRow> Workers, string? ClustersWait = null)
{
    /// <summary>The rows of a status.</summary>
    public static WorkerList Of(FleetStatus status) => new([.. status.Workers.Select(WorkerRow.Of)], status.ClustersWait);
}

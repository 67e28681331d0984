namespace Fleet;

/// <summary>A worker's process has ended by order: it was replaced, its slot was stopped, or the fleet stops.</summary>
public sealed record WorkerStopped : FleetNotice
{
    /// <summary>The slot, such as <c>cluster-0</c>.</summary>
    public string Slot { get; init; } = "";

    /// <summary>The worker, such as <c>cluster-0#1</c>.</summary>
    public string Worker { get; init; } = "";

    /// <summary>What it was stopped for.</summary>
    public StopReason Reason { get; init; }

    /// <summary>What went wrong as it stopped; null where it ended as it was told.</summary>
    public string? Trouble { get; init; }
}

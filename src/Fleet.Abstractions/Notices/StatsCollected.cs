namespace Fleet;

/// <summary>A collection of stats has ended.</summary>
public sealed record StatsCollected : FleetNotice
{
    /// <summary>What was collected.</summary>
    public FleetStats Stats { get; init; } = new();
}

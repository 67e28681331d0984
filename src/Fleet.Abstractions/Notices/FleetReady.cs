namespace Fleet;

/// <summary>Every slot of the start has an active worker, is in quarantine, or was stopped by order. Told exactly once in the life of an Admiral.</summary>
public sealed record FleetReady : FleetNotice
{
    /// <summary>The slots that have an active worker.</summary>
    public IReadOnlyList<string> Active { get; init; } = [];

    /// <summary>The slots in quarantine, which are tried again slowly.</summary>
    public IReadOnlyList<string> Quarantined { get; init; } = [];
}

namespace Fleet;

/// <summary>A worker acts, and its slot's messages go to it from here on. Told again of a worker that resumes after a handover that failed.</summary>
public sealed record WorkerActive : FleetNotice
{
    /// <summary>The slot, such as <c>cluster-0</c>.</summary>
    public string Slot { get; init; } = "";

    /// <summary>The worker, such as <c>cluster-0#1</c>.</summary>
    public string Worker { get; init; } = "";

    /// <summary>Its process id.</summary>
    public int Pid { get; init; }
}

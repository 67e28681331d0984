namespace Fleet;

/// <summary>A worker's start has returned: it is in standby, and does not act yet.</summary>
public sealed record WorkerReady : FleetNotice
{
    /// <summary>The slot, such as <c>cluster-0</c>.</summary>
    public string Slot { get; init; } = "";

    /// <summary>The worker, such as <c>cluster-0#1</c>.</summary>
    public string Worker { get; init; } = "";

    /// <summary>Its process id.</summary>
    public int Pid { get; init; }

    /// <summary>How long its start took, from the order to launch it.</summary>
    public TimeSpan Took { get; init; }
}

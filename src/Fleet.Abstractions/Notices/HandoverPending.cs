namespace Fleet;

/// <summary>
/// A new worker is ready, and the slot's messages turn to it after the time that <c>rollout.notice</c> gives. The old worker is told whether or not notices are
/// broadcast.
/// </summary>
public sealed record HandoverPending : FleetNotice
{
    /// <summary>The slot, such as <c>cluster-0</c>.</summary>
    public string Slot { get; init; } = "";

    /// <summary>The worker that still acts.</summary>
    public string Old { get; init; } = "";

    /// <summary>The worker that is ready to succeed it; empty where a reshard leaves the slot without one.</summary>
    public string New { get; init; } = "";

    /// <summary>The operation that it is part of, such as <c>restart-4</c>.</summary>
    public string Operation { get; init; } = "";

    /// <summary>How long until then; zero for now. It does not come to it where the new worker is lost before.</summary>
    public TimeSpan In { get; init; }
}

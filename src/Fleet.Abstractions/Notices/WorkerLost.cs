namespace Fleet;

/// <summary>A worker's process has ended and nobody had ordered it, or it was killed for a failure.</summary>
public sealed record WorkerLost : FleetNotice
{
    /// <summary>The slot, such as <c>cluster-0</c>.</summary>
    public string Slot { get; init; } = "";

    /// <summary>The worker, such as <c>cluster-0#1</c>.</summary>
    public string Worker { get; init; } = "";

    /// <summary>Why, in words: a signal, an exit code, or what it failed at.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The end of what it wrote to its standard error; at most 20 lines.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];

    /// <summary>Whether its slot's messages went to it.</summary>
    public bool WasActive { get; init; }
}

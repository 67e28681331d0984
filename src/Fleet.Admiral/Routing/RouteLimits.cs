namespace Fleet.Admiral.Routing;

/// <summary>The bounds of routing.</summary>
internal sealed record RouteLimits
{
    /// <summary>How many bytes may be held for one slot during a handover; 8 MiB unless configured. More is refused (commands) or dropped and counted (events).</summary>
    public int HeldBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How many commands one worker may have in hand; more are refused as busy.</summary>
    public int CommandsPerWorker { get; init; } = 4096;

    /// <summary>How long after its asker has given up a command is forgotten: long enough for an answer that is on its way.</summary>
    public TimeSpan ExpiryGrace { get; init; } = TimeSpan.FromSeconds(2);
}

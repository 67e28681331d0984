namespace Fleet;

/// <summary>A slot failed too often, or for good. It is tried slowly from here on, and a person should look at it.</summary>
public sealed record WorkerQuarantined : FleetNotice
{
    /// <summary>The slot, such as <c>cluster-0</c>; it has no worker now.</summary>
    public string Slot { get; init; } = "";

    /// <summary>Why, as a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset RetryAt { get; init; }
}

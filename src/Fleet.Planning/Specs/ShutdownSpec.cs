namespace Fleet.Planning.Specs;

/// <summary>How the fleet stops.</summary>
public sealed record ShutdownSpec
{
    /// <summary>From the order to stop until everything that still lives is killed.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);
}

namespace Fleet.Admiral.Control;

/// <summary>Where an Admiral is steered from.</summary>
public sealed record ControlOptions
{
    /// <summary>The Unix socket's full path, in a folder that only its owner may enter (<see cref="RunDirectory"/>).</summary>
    public required string Socket { get; init; }
}

namespace Fleet.Admiral.Options;

/// <summary>From when on a worker counts as dead, behind, stuck or hung.</summary>
public sealed record LivenessOptions
{
    /// <summary>A worker that gave no sign of life for longer is killed: 3 s to 24 h. Default: 15 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A worker whose work has waited for longer gets no new commands: 1 s to 24 h. Default: 5 s.</summary>
    public TimeSpan Behind { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A worker whose work has waited for longer is replaced by handover, not below <see cref="Behind"/>: 1 s to 24 h. Default: 60 s.</summary>
    public TimeSpan Stuck { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A worker whose work has waited for longer is killed, not below <see cref="Stuck"/>: 1 s to 24 h. Default: 120 s.</summary>
    public TimeSpan Hung { get; init; } = TimeSpan.FromSeconds(120);
}

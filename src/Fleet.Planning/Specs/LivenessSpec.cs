namespace Fleet.Planning.Specs;

/// <summary>From when on a worker counts as dead, behind or stuck. A dead one is silent; one that is behind or stuck still beats, but its work does not get on.</summary>
public sealed record LivenessSpec
{
    /// <summary>A joined worker that gave no sign of life for longer is dead: it is killed.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A worker whose work has waited for longer is behind: it gets no new commands.</summary>
    public TimeSpan Behind { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A worker whose work has waited for longer is stuck: it is replaced by handover. At least <see cref="Behind"/>.</summary>
    public TimeSpan Stuck { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A worker whose work has waited for longer is hung: it is killed. At least <see cref="Stuck"/>.</summary>
    public TimeSpan Hung { get; init; } = TimeSpan.FromSeconds(120);
}

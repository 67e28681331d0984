namespace Fleet.Planning.Specs;

/// <summary>How workers are watched and restarted. Past a deadline the worker is killed, always.</summary>
public sealed record SupervisionSpec
{
    /// <summary>From the order to launch until the process runs, and again from there until it has joined.</summary>
    public TimeSpan LaunchDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From joined until ready, for a worker without shards.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How much longer a start may take for each shard of the worker, which may have to wait until it is let in.</summary>
    public TimeSpan StartPerShard { get; init; } = TimeSpan.Zero;

    /// <summary>From the order to activate until active.</summary>
    public TimeSpan ActivateDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the order to deactivate until drained.</summary>
    public TimeSpan DrainDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the order to stop until the process is gone.</summary>
    public TimeSpan StopDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for the end of a killed process before it is killed again.</summary>
    public TimeSpan KillRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pace of restarts.</summary>
    public BackoffSpec Backoff { get; init; } = new();

    /// <summary>A worker that was active for so long has proved itself: its slot's losses are forgotten.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many losses are too many.</summary>
    public WindowSpec Window { get; init; } = new();

    /// <summary>How long a quarantined slot waits between two attempts.</summary>
    public TimeSpan QuarantineRetry { get; init; } = TimeSpan.FromMinutes(5);
}

namespace Fleet.Admiral.Options;

/// <summary>How workers start. Services always start before clusters.</summary>
public sealed record StartOptions
{
    /// <summary>How services start. Default: together.</summary>
    public StartOrder Services { get; init; } = StartOrder.Together;

    /// <summary>How clusters start. Default: together.</summary>
    public StartOrder Clusters { get; init; } = StartOrder.Together;

    /// <summary>How long a worker may take until it is ready: 1 s to 1 h. Default: 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}

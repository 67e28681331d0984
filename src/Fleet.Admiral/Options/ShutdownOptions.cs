namespace Fleet.Admiral.Options;

/// <summary>How workers stop.</summary>
public sealed record ShutdownOptions
{
    /// <summary>How long the whole fleet may take to stop; what is left is then killed: 1 s to 1 h. Default: 20 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one worker may take to stop before it is killed: 100 ms to 10 min. Default: 10 s.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(10);
}

namespace Fleet;

/// <summary>How code is evaluated.</summary>
public sealed record EvalOptions
{
    /// <summary>How long to wait for the result; null means <c>eval.timeout</c> of the configuration (30 s). From 1 ms to 5 minutes.</summary>
    public TimeSpan? Timeout { get; init; }
}

namespace Fleet;

/// <summary>How a command is sent.</summary>
public sealed record CommandOptions
{
    /// <summary>The name that the handler is registered by; null means the simple name of the command's type.</summary>
    public string? Name { get; init; }

    /// <summary>How long to wait for the answer; null means <c>ipc.timeout</c> of the configuration (10 s). From 1 ms to 5 minutes.</summary>
    public TimeSpan? Timeout { get; init; }
}

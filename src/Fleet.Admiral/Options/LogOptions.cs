using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Options;

/// <summary>What is logged.</summary>
public sealed record LogOptions
{
    /// <summary>The lowest level that is written. Default: information.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;
}

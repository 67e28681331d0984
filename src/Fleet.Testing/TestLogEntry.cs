using Microsoft.Extensions.Logging;

namespace Fleet.Testing;

/// <summary>One record of the fleet's log. What a worker logged has the category <c>Fleet.Workers</c>, and its message begins with the worker's name.</summary>
/// <param name="Level">How grave it is.</param>
/// <param name="Category">Who wrote it.</param>
/// <param name="Message">The text.</param>
/// <param name="Exception">The exception that belongs to it; null for none. Those of workers are in their messages.</param>
public sealed record TestLogEntry(LogLevel Level, string Category, string Message, Exception? Exception)
{
    /// <summary>The record as a line.</summary>
    public override string ToString() => Exception is null ? $"{Level} {Message}" : $"{Level} {Message}\n{Exception}";
}

using Microsoft.Extensions.Logging;

namespace Fleet.TestKit.Logging;

/// <summary>One record of a <see cref="RecordedLog"/>.</summary>
public sealed record LogRecord(LogLevel Level, int Id, string Text, Exception? Exception);

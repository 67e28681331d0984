using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Fleet.TestKit.Logging;

/// <summary>Keeps every record of a log.</summary>
public class RecordedLog : ILogger
{
    private readonly ConcurrentQueue<LogRecord> _records = new();

    /// <summary>The records, oldest first.</summary>
    public IReadOnlyList<LogRecord> Records => [.. _records];

    /// <summary>The texts alone.</summary>
    public IReadOnlyList<string> Texts => [.. _records.Select(record => record.Text)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _records.Enqueue(new LogRecord(logLevel, eventId.Id, formatter(state, exception), exception));
}

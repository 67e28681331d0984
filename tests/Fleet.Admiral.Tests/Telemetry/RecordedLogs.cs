using System.Collections.Concurrent;
using Fleet.TestKit.Logging;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Tests.Telemetry;

/// <summary>Keeps every record of every log, by category.</summary>
internal sealed class RecordedLogs : ILoggerFactory
{
    private readonly ConcurrentDictionary<string, RecordedLog> _logs = new(StringComparer.Ordinal);

    /// <summary>What the workers said.</summary>
    public RecordedLog Workers => Of("Fleet.Workers");

    public RecordedLog Of(string category) => _logs.GetOrAdd(category, _ => new RecordedLog());

    public ILogger CreateLogger(string categoryName) => Of(categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}

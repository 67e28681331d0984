using Microsoft.Extensions.Logging;

namespace Fleet.Testing;

/// <summary>The log of the fleet under test, as the Admiral would write it: its own records and those of all workers, from level information on.</summary>
public sealed class TestLogs
{
    // More than anybody reads; a bot that logs in a loop must not fill the memory of the tests.
    private const int MostKept = 20_000;

    private readonly Lock _gate = new();
    private readonly Queue<TestLogEntry> _entries = new();
    private readonly List<(Func<TestLogEntry, bool> IsIt, TaskCompletionSource<TestLogEntry> Found)> _awaited = [];
    private readonly Waiting.Patience _patience;

    internal TestLogs(Waiting.Patience patience) => _patience = patience;

    /// <summary>The records so far, oldest first; the last 20,000.</summary>
    public IReadOnlyList<TestLogEntry> Entries
    {
        get
        {
            lock (_gate) return [.. _entries];
        }
    }

    /// <summary>Waits for a record with a text in its message; one that is there already will do.</summary>
    /// <param name="text">Part of the message.</param>
    /// <exception cref="TimeoutException">None came; it shows the last records.</exception>
    public async Task<TestLogEntry> WaitForAsync(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var found = new TaskCompletionSource<TestLogEntry>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_entries.FirstOrDefault(IsIt) is { } there) return there;
            _awaited.Add((IsIt, found));
        }

        await _patience.WaitAsync(found.Task, () => $"Nobody logged \"{text}\". The last records:\n{string.Join('\n', Entries.TakeLast(20))}").ConfigureAwait(false);
        return await found.Task.ConfigureAwait(false);

        bool IsIt(TestLogEntry entry) => entry.Message.Contains(text, StringComparison.Ordinal);
    }

    internal ILoggerProvider Provider() => new Collector(this);

    private void Add(TestLogEntry entry)
    {
        lock (_gate)
        {
            if (_entries.Count == MostKept) _entries.Dequeue();
            _entries.Enqueue(entry);
            for (var i = _awaited.Count - 1; i >= 0; i--)
            {
                if (!_awaited[i].IsIt(entry)) continue;
                _awaited[i].Found.TrySetResult(entry);
                _awaited.RemoveAt(i);
            }
        }
    }

    private sealed class Collector(TestLogs logs) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Writer(logs, categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class Writer(TestLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) logs.Add(new TestLogEntry(logLevel, category, formatter(state, exception), exception));
        }
    }
}

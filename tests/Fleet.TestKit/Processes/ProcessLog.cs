using System.Runtime.CompilerServices;

namespace Fleet.TestKit.Processes;

/// <summary>The lines that a process has written so far, and the wait for one that it has not written yet.</summary>
public sealed class ProcessLog
{
    // A machine that builds and tests at the same time is slow; nobody waits this long on a good day.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waits = [];
    private bool _ended;

    /// <summary>How many lines there are: a place to wait from, for a line that was written before as well.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _lines.Count;
        }
    }

    /// <summary>All lines so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock) return [.. _lines];
        }
    }

    /// <summary>The whole text.</summary>
    public override string ToString() => string.Join('\n', Lines);

    /// <summary>Waits for a line with a text in it, among those from number <paramref name="from"/> on.</summary>
    /// <exception cref="TimeoutException">It did not come; the message holds the whole log.</exception>
    public Task<string> LineAsync(string text, int from = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        WaitForLineAsync(written => written.Contains(text, StringComparison.Ordinal), text, from, file, line);

    /// <summary>Waits for a line that is <paramref name="wanted"/>, among those from number <paramref name="from"/> on. <paramref name="because"/> says what it shows.</summary>
    /// <exception cref="TimeoutException">It did not come; the message holds the whole log.</exception>
    public async Task<string> WaitForLineAsync(Func<string, bool> wanted, string because, int from = 0, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Task<string> found;
        lock (_lock)
        {
            if (_lines.Skip(from).FirstOrDefault(wanted) is { } there) return there;
            var wait = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_ended) wait.SetException(new TimeoutException("the process has ended"));
            else _waits.Add((wanted, wait));
            found = wait.Task;
        }

        try
        {
            return await found.WaitAsync(Patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"No line came for: {because} ({e.Message}; {file}:{line}). The log:\n{this}");
        }
    }

    internal void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            foreach (var wait in _waits.Where(wait => wait.Wanted(line)).ToList())
            {
                _waits.Remove(wait);
                wait.Found.TrySetResult(line);
            }
        }
    }

    internal void End()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var (_, found) in _waits) found.TrySetException(new TimeoutException("the process has ended"));
            _waits.Clear();
        }
    }
}

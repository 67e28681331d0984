using System.Collections.Concurrent;
using Fleet.Admiral.Processes;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Processes;

/// <summary>Keeps what a process printed and how it ended.</summary>
internal sealed class RecordedProcessEvents : IWorkerProcessEvents
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _exits;

    public IReadOnlyList<string> Output => [.. _output];

    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>The exit code, once told.</summary>
    public Task<int> Exited => _exited.Task;

    public int Exits => Volatile.Read(ref _exits);

    /// <summary>Waits for the n-th line of the output.</summary>
    public async Task<string> OutputAsync(int count)
    {
        await Until.TrueAsync(() => _output.Count >= count);
        return Output[count - 1];
    }

    public void OnOutput(string line, bool isError) => (isError ? _errors : _output).Enqueue(line);

    public void OnExited(IWorkerProcess process, int exitCode)
    {
        Interlocked.Increment(ref _exits);
        _exited.TrySetResult(exitCode);
    }
}

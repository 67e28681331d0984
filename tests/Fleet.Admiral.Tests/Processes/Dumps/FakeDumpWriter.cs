using Fleet.Admiral.Processes.Dumps;

namespace Fleet.Admiral.Tests.Processes.Dumps;

/// <summary>Writes what a test says, when it says so.</summary>
internal sealed class FakeDumpWriter : IDumpWriter
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<int> Asked { get; } = [];

    public bool Stopped { get; set; }

    /// <summary>What each dump waits for.</summary>
    public Task Result { get; set; } = Task.CompletedTask;

    /// <summary>Ends when the first dump has begun.</summary>
    public Task Begun => _begun.Task;

    public bool IsStopped(int pid) => Stopped;

    public async Task WriteAsync(int pid, string path, CancellationToken cancellationToken)
    {
        Asked.Add(pid);
        _begun.TrySetResult();
        await Result;
        await File.WriteAllTextAsync(path, "a dump", cancellationToken);
    }
}

using Fleet.Worker.Hosting;

namespace Fleet.Worker.Tests.Hosting;

/// <summary>Writes down how the process would have ended, and lets it live.</summary>
internal sealed class RecordedProcessEnd : IProcessEnd
{
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first exit code.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Whether the process would be killed if it did not end by itself.</summary>
    public bool IsGuarded { get; private set; }

    public void Exit(int code) => _exited.TrySetResult(code);

    public void GuardAgainstHangs() => IsGuarded = true;

    public void GuardAgainstHangs(TimeSpan patience) => IsGuarded = true;
}

using Fleet.Admiral.Processes;

namespace Fleet.Admiral.Tests.Processes;

/// <summary>Starts nothing: a test says when and how a launch ends.</summary>
internal sealed class FakeLauncher : IWorkerLauncher
{
    private readonly TaskCompletionSource<IWorkerProcess> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was ordered.</summary>
    public LaunchOrder? Order { get; private set; }

    /// <summary>Whom the process reports to.</summary>
    public IWorkerProcessEvents? Events { get; private set; }

    public Task<IWorkerProcess> LaunchAsync(LaunchOrder order, IWorkerProcessEvents events)
    {
        (Order, Events) = (order, events);
        return _result.Task;
    }

    public void Succeed(IWorkerProcess process) => _result.SetResult(process);

    public void Fail(string message) => _result.SetException(new LaunchException(message));
}

using System.Collections.Concurrent;
using Fleet.Admiral.Processes;

namespace Fleet.Admiral.Tests.Hosting;

/// <summary>Starts <see cref="JoiningWorker"/>s.</summary>
internal sealed class JoiningLauncher : IWorkerLauncher
{
    private readonly ConcurrentQueue<JoiningWorker> _workers = new();

    /// <summary>Every worker that was started, in order.</summary>
    public IReadOnlyList<JoiningWorker> Workers => [.. _workers];

    public JoiningWorker Of(string name) => _workers.Single(worker => worker.Name == WorkerName.Parse(name));

    public Task<IWorkerProcess> LaunchAsync(LaunchOrder order, IWorkerProcessEvents events)
    {
        var worker = new JoiningWorker(order, events);
        _workers.Enqueue(worker);
        return Task.FromResult<IWorkerProcess>(worker);
    }
}

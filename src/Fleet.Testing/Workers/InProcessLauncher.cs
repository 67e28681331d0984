using System.Collections.Concurrent;
using Fleet.Admiral.Processes;

namespace Fleet.Testing.Workers;

/// <summary>Starts workers in this process instead of processes. From the link to the Admiral onward they are what they always are.</summary>
internal sealed class InProcessLauncher(WorkerParts parts) : IWorkerLauncher
{
    private readonly ConcurrentDictionary<WorkerName, InProcessWorker> _workers = new();

    public Task<IWorkerProcess> LaunchAsync(LaunchOrder order, IWorkerProcessEvents events)
    {
        var worker = new InProcessWorker(parts, order.Ticket, events);
        _workers[order.Ticket.Worker] = worker;
        worker.Start(() => _workers.TryRemove(order.Ticket.Worker, out _));
        return Task.FromResult<IWorkerProcess>(worker);
    }

    /// <summary>A worker that has not ended.</summary>
    public InProcessWorker? Find(WorkerName name) => _workers.GetValueOrDefault(name);

    /// <summary>The workers that have not ended.</summary>
    public IReadOnlyList<WorkerName> Living => [.. _workers.Keys];

    /// <summary>Ends when everything has that was started.</summary>
    public Task EndedAsync() => Task.WhenAll(_workers.Values.Select(worker => worker.Ended));
}

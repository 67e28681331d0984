using System.Collections.Concurrent;

namespace Fleet.Admiral.Processes;

/// <summary>The processes that live, and their last words: what a bare exit code cannot say.</summary>
internal sealed class WorkerBook
{
    private readonly ConcurrentDictionary<WorkerName, WorkerPage> _pages = new();

    /// <summary>A worker is about to be launched.</summary>
    public WorkerPage Open(WorkerName worker) => _pages[worker] = new WorkerPage();

    /// <summary>The page of a worker whose process has not been reported gone.</summary>
    public WorkerPage? Find(WorkerName worker) => _pages.GetValueOrDefault(worker);

    /// <summary>The process is gone.</summary>
    public void Close(WorkerName worker)
    {
        if (_pages.TryRemove(worker, out var page)) page.Process?.Dispose();
    }

    /// <summary>The workers whose process lives.</summary>
    public IEnumerable<(WorkerName Worker, IWorkerProcess Process)> Living
    {
        get
        {
            foreach (var (worker, page) in _pages)
                if (page.Process is { } process) yield return (worker, process);
        }
    }

    /// <summary>Every process that lives.</summary>
    public IEnumerable<IWorkerProcess> Processes => _pages.Values.Select(p => p.Process).OfType<IWorkerProcess>();
}

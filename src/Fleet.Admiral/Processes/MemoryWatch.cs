using Fleet.Planning.Events;
using Fleet.Planning.Liveness;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Admiral.Processes;

/// <summary>Finds workers that have more memory than their slot's limit. It only tells; what follows is planned.</summary>
internal sealed class MemoryWatch(FleetSpec spec, WorkerBook book, Action<FleetEvent> toLoop, TimeProvider time)
{
    private Dictionary<WorkerName, MemoryFinding> _found = [];

    /// <summary>Reads a process's resident bytes; 0 where it is gone.</summary>
    public Func<int, long> Read { get; init; } = ProcessMemory.Of;

    /// <summary>Looks every so often until told to stop; at once ends where no slot has a limit.</summary>
    public async Task RunAsync(TimeSpan pause, CancellationToken stop)
    {
        if (spec.Memory is { Clusters: null, Services: null } && spec.Slots.All(slot => slot.MemoryLimit is null)) return;
        using var timer = new PeriodicTimer(pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) Look();
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    /// <summary>Looks once.</summary>
    internal void Look()
    {
        // Made anew: whoever is gone is forgotten.
        var found = new Dictionary<WorkerName, MemoryFinding>();
        foreach (var (worker, process) in book.Living)
        {
            if (spec.MemoryLimitOf(worker.Slot) is not { } limit) continue;
            var before = _found.GetValueOrDefault(worker);
            var finding = MemoryJudge.Judge(spec.Memory, limit, before, Read(process.Pid));
            found[worker] = finding;
            if (finding.IsOvergrown) toLoop(new WorkerSignalled(worker, WorkerSignal.Overgrown, Detail: finding.Why));
            if (finding.IsBloated != before.IsBloated) toLoop(new WorkerExamined(worker, Ailment.Bloated, finding.IsBloated ? finding.Why : null));
        }

        _found = found;
    }
}

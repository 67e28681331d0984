namespace Fleet.Admiral.Stats;

/// <summary>One collection under way.</summary>
internal sealed class StatsCollection
{
    private readonly Lock _lock = new();
    private readonly HashSet<WorkerName> _missing;
    private readonly List<WorkerStats> _answers = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<FleetStats> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly long _asked;

    public StatsCollection(long number, IReadOnlyList<WorkerName> asked, TimeProvider time)
    {
        Number = number;
        _missing = [.. asked];
        _time = time;
        _asked = time.GetTimestamp();
        if (_missing.Count == 0) _done.TrySetResult();
    }

    /// <summary>The number that workers answer with.</summary>
    public long Number { get; }

    /// <summary>Ends when all have answered.</summary>
    public Task Completion => _done.Task;

    /// <summary>The sum, when all have answered or time is up.</summary>
    public Task<FleetStats> Result => _result.Task;

    public IReadOnlyList<WorkerStats> Answers
    {
        get
        {
            lock (_lock) return [.. _answers];
        }
    }

    public IReadOnlyList<SlotName> Missing
    {
        get
        {
            lock (_lock) return [.. _missing.Select(w => w.Slot).Order()];
        }
    }

    public void Finish(FleetStats stats) => _result.TrySetResult(stats);

    public void Fail(Exception failure) => _result.TrySetException(failure);

    public void Add(WorkerName worker, WorkerStats stats)
    {
        lock (_lock)
        {
            if (!_missing.Remove(worker)) return;
            _answers.Add(stats with { LatencyMilliseconds = _time.GetElapsedTime(_asked).TotalMilliseconds });
            if (_missing.Count == 0) _done.TrySetResult();
        }
    }
}

namespace Fleet;

/// <summary>The stats of one worker.</summary>
public sealed record WorkerStats
{
    /// <summary>The slot, such as <c>cluster-0</c>.</summary>
    public string Slot { get; init; } = "";

    /// <summary>The worker, such as <c>cluster-0#1</c>.</summary>
    public string Worker { get; init; } = "";

    /// <summary>Resident memory, in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The managed heap, in bytes.</summary>
    public long HeapBytes { get; init; }

    /// <summary>Seconds since the process started.</summary>
    public double UptimeSeconds { get; init; }

    /// <summary>Processor time used since the process started, in seconds.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Work items waiting in the thread pool.</summary>
    public long QueuedWork { get; init; }

    /// <summary>Milliseconds that a message last waited in the worker's dispatcher.</summary>
    public double DispatchMilliseconds { get; init; }

    /// <summary>Milliseconds from the Admiral's question to the worker's answer.</summary>
    public double LatencyMilliseconds { get; init; }

    /// <summary>Messages that the worker dropped since it started, for whatever reason.</summary>
    public long Dropped { get; init; }

    /// <summary>The cluster's shards; empty for a service.</summary>
    public IReadOnlyList<int> Shards { get; init; } = [];

    /// <summary>The worker's own figures.</summary>
    public IReadOnlyDictionary<string, double> Values { get; init; } = new Dictionary<string, double>();
}

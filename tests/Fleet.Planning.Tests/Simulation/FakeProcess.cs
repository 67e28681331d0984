namespace Fleet.Planning.Tests.Simulation;

/// <summary>What is really true of a worker, whatever the snapshot believes.</summary>
internal sealed class FakeProcess(WorkerName name)
{
    public WorkerName Name => name;

    /// <summary>What it acts for.</summary>
    public WorkAssignment Assignment { get; init; } = WorkAssignment.None;

    /// <summary>From the launch until the process is gone; a process that was never started never was alive.</summary>
    public bool Alive { get; set; }

    public bool Ended { get; set; }

    public bool LinkUp { get; set; }

    /// <summary>Hangs: does nothing any more, but exists.</summary>
    public bool Hung { get; set; }

    /// <summary>Whether it acts on the outside world.</summary>
    public bool Acting { get; set; }

    public bool Stopping { get; set; }

    /// <summary>Whether anything was ever wrong with it.</summary>
    public bool Faulty { get; set; }

    /// <summary>The instant its last signal arrives: signals of one link keep their order.</summary>
    public long LastArrival { get; set; }
}

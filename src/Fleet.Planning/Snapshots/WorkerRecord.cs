using Fleet.Planning.Supervision;

namespace Fleet.Planning.Snapshots;

/// <summary>What is known of one process. A worker that is gone has no record.</summary>
public sealed record WorkerRecord
{
    /// <summary>Its name.</summary>
    public required WorkerName Name { get; init; }

    /// <summary>The code it runs.</summary>
    public required int Generation { get; init; }

    /// <summary>The number of the layout in which it has its place; see <see cref="Layouts.FleetLayout"/>.</summary>
    public int Layout { get; init; }

    /// <summary>Where it is in its life.</summary>
    public WorkerPhase Phase { get; init; }

    /// <summary>Since when it is in this phase; for a killed one, when it was killed last.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was ordered to be launched.</summary>
    public required DateTimeOffset LaunchedAt { get; init; }

    /// <summary>When it is killed, where it was told to stop. The deadlines of other phases are in <see cref="WorkerDeadline"/>.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Its process id; 0 until it is known.</summary>
    public int Pid { get; init; }

    /// <summary>Why it was told to stop; null where it was not, and then its end is a failure.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>
    /// Whether it may be acting: from the moment it is told to activate until it says that it has drained, or its process is gone.
    /// A worker that is being killed may still act. At most one worker of a slot has this.
    /// </summary>
    public bool Acting { get; init; }

    /// <summary>Whether it was ready at any time.</summary>
    public bool WasReady { get; init; }

    /// <summary>What is wrong with it; null where nothing is. A worker with a fault is killed.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether the fault is that it does not respond: a dump would tell why.</summary>
    public bool Hung { get; init; }

    /// <summary>That its work waits, in words; null where it keeps up.</summary>
    public string? Behind { get; init; }

    /// <summary>That its work waits for so long that it is to be replaced, in words; null where it gets on.</summary>
    public string? Stuck { get; init; }

    /// <summary>That it has had too much memory for too long, in words; null where it has not.</summary>
    public string? Bloated { get; init; }

    /// <summary>Whether its replacement for being ill was begun at any time.</summary>
    public bool WasToBeReplaced { get; init; }

    /// <summary>Whether the fault is one that no retry heals.</summary>
    public bool Permanent { get; init; }
}

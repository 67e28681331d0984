using System.Collections.Immutable;

namespace Fleet.Planning.Snapshots;

/// <summary>What is known of one slot.</summary>
public sealed record SlotRecord
{
    /// <summary>Its name.</summary>
    public required SlotName Slot { get; init; }

    /// <summary>Whether restarts of groups of slots leave it out.</summary>
    public bool Pinned { get; init; }

    /// <summary>Whether it should run; false where it was stopped by order.</summary>
    public bool Wanted { get; init; } = true;

    /// <summary>Whether its workers are killed where it is not wanted, instead of being told to stop.</summary>
    public bool IsStoppedHard { get; init; }

    /// <summary>Its living workers, oldest first: none or one, and two while one replaces the other.</summary>
    public ImmutableArray<WorkerRecord> Workers { get; init; } = [];

    /// <summary>The incarnation that the next worker gets.</summary>
    public int NextIncarnation { get; init; } = 1;

    /// <summary>The worker that frames go to; null for nobody.</summary>
    public WorkerName? Route { get; init; }

    /// <summary>Whether frames are held during a handover.</summary>
    public bool Holding { get; init; }

    /// <summary>Whose handover state the next activation is given; null for none. A handover that ends, well or badly, ends the use of it.</summary>
    public WorkerName? StateLeftBy { get; init; }

    /// <summary>The code that restarts use. A rollout changes it when it has succeeded in this slot.</summary>
    public int Generation { get; init; } = FleetSnapshot.FirstGeneration;

    /// <summary>Whether its first attempt since it was wanted has ended well or badly. Until then it holds up the slots that start after it.</summary>
    public bool Started { get; init; }

    /// <summary>When that was; null until then.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether one of its workers has become active since it was wanted.</summary>
    public bool HasServed { get; init; }

    /// <summary>When workers were lost, oldest first, since the slot last proved itself; bounded.</summary>
    public ImmutableArray<DateTimeOffset> Losses { get; init; } = [];

    /// <summary>How many losses there were since the slot last proved itself.</summary>
    public int Attempt { get; init; }

    /// <summary>How often a lost worker was followed by a new one.</summary>
    public int Restarts { get; init; }

    /// <summary>When the next attempt is made; null where it is not waiting.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Whether it failed too often and is tried slowly.</summary>
    public bool Quarantined { get; init; }

    /// <summary>Whether the last loss was one that no retry heals.</summary>
    public bool LossWasPermanent { get; init; }

    /// <summary>Why the last worker was lost; null where none was. It stays when the slot has recovered.</summary>
    public string? LastFailure { get; init; }

    /// <summary>When a worker's replacement was last begun because it ailed; null for never.</summary>
    public DateTimeOffset? ReplacedAt { get; init; }

    /// <summary>Why, as a sentence; null for never.</summary>
    public string? ReplacedFor { get; init; }

    /// <summary>What a person should know, as a sentence; empty where there is nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>The record of a living worker; null for one that is unknown or gone.</summary>
    public WorkerRecord? Find(WorkerName? name)
    {
        if (name is not { } wanted) return null;
        foreach (var worker in Workers)
            if (worker.Name == wanted) return worker;
        return null;
    }
}

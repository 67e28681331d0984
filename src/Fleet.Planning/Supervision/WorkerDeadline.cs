using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Supervision;

/// <summary>How long each phase may last.</summary>
public static class WorkerDeadline
{
    private static readonly TimeSpan LongestForShards = TimeSpan.FromHours(24);

    /// <summary>When the worker has been in its phase for too long; null for phases that may last.</summary>
    /// <param name="fleet">The deadlines.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="shards">How many shards it has.</param>
    public static DateTimeOffset? Of(FleetSpec fleet, WorkerRecord worker, int shards) => worker.Phase switch
    {
        WorkerPhase.Launching => worker.Since + fleet.Supervision.LaunchDeadline,
        WorkerPhase.Joining => worker.Since + fleet.Supervision.LaunchDeadline,
        WorkerPhase.Starting => worker.Since + fleet.StartDeadlineOf(worker.Name.Slot) + ForShards(fleet.Supervision.StartPerShard, shards),
        WorkerPhase.Ready => null,
        WorkerPhase.Activating => worker.Since + fleet.Supervision.ActivateDeadline,
        WorkerPhase.Active => null,
        WorkerPhase.Draining => worker.Since + fleet.Supervision.DrainDeadline,
        WorkerPhase.Stopping => worker.Deadline,
        WorkerPhase.Killing => worker.Since + fleet.Supervision.KillRetry,
        WorkerPhase.Gone => null,
    };

    /// <summary>How much longer a start may take because of its shards; a day at most, however many there are.</summary>
    /// <param name="perShard">How much longer for each.</param>
    /// <param name="shards">How many there are.</param>
    public static TimeSpan ForShards(TimeSpan perShard, int shards)
    {
        var longer = perShard * shards;
        return longer < LongestForShards ? longer : LongestForShards;
    }
}

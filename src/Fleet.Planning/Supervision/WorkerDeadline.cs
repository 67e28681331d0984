using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Supervision;

/// <summary>How long each phase may last.</summary>
public static class WorkerDeadline
{
    /// <summary>When the worker has been in its phase for too long; null for phases that may last.</summary>
    public static DateTimeOffset? Of(SupervisionSpec spec, WorkerRecord worker) => worker.Phase switch
    {
        WorkerPhase.Launching => worker.Since + spec.LaunchDeadline,
        WorkerPhase.Joining => worker.Since + spec.LaunchDeadline,
        WorkerPhase.Starting => worker.Since + spec.StartDeadline,
        WorkerPhase.Ready => null,
        WorkerPhase.Activating => worker.Since + spec.ActivateDeadline,
        WorkerPhase.Active => null,
        WorkerPhase.Draining => worker.Since + spec.DrainDeadline,
        WorkerPhase.Stopping => worker.Deadline,
        WorkerPhase.Killing => worker.Since + spec.KillRetry,
        WorkerPhase.Gone => null,
    };
}

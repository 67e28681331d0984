using Fleet.Planning.Snapshots;

namespace Fleet.Planning.Supervision;

/// <summary>What planners ask of a worker.</summary>
internal static class WorkerPhases
{
    /// <summary>Told to end, or about to be: nothing is to be expected of it but its end.</summary>
    public static bool IsEnding(this WorkerRecord worker) => worker.Fault is not null || worker.Phase switch
    {
        WorkerPhase.Launching or WorkerPhase.Joining or WorkerPhase.Starting => false,
        WorkerPhase.Ready or WorkerPhase.Activating or WorkerPhase.Active or WorkerPhase.Draining => false,
        WorkerPhase.Stopping or WorkerPhase.Killing or WorkerPhase.Gone => true,
    };

    /// <summary>Whether it can be told anything; before that it can only be killed.</summary>
    public static bool HasJoined(this WorkerRecord worker) => worker.Phase is not (WorkerPhase.Launching or WorkerPhase.Joining);

    /// <summary>Whether it is in standby and sound.</summary>
    public static bool IsReady(this WorkerRecord worker) => worker.Phase == WorkerPhase.Ready && worker.Fault is null;

    /// <summary>Whether it acts and is sound.</summary>
    public static bool IsActive(this WorkerRecord worker) => worker.Phase == WorkerPhase.Active && worker.Fault is null;

    /// <summary>Whether frames that are held now can be expected to be taken by it.</summary>
    public static bool CanTakeHeldFrames(this WorkerRecord worker) => worker.Fault is null
        && worker.Phase is WorkerPhase.Ready or WorkerPhase.Activating or WorkerPhase.Active or WorkerPhase.Draining;
}

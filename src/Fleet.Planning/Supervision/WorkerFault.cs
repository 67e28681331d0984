using Fleet.Planning.Snapshots;

namespace Fleet.Planning.Supervision;

/// <summary>What is wrong with a worker, in words that can stand after its name and a colon.</summary>
public static class WorkerFault
{
    /// <summary>What a signal says is wrong.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="detail">What came with it; null or empty where nothing did.</param>
    public static string Of(WorkerSignal signal, string? detail) => signal switch
    {
        WorkerSignal.LaunchFailed => With("its process could not be started", detail),
        WorkerSignal.StartFailed => With("its start failed", detail),
        WorkerSignal.ActivateFailed => With("its activation failed", detail),
        WorkerSignal.LinkLost => With("its connection was lost", detail),
        WorkerSignal.Unresponsive => With("it does not respond", detail),
        WorkerSignal.Overgrown => With("it has too much memory", detail),
        WorkerSignal.Exited => With("its process ended", detail),
        // No other signal is a failure; the word stands for itself should one be asked for.
        WorkerSignal.Launched or WorkerSignal.Joined or WorkerSignal.Ready or WorkerSignal.Activated or WorkerSignal.Drained
            or WorkerSignal.ActivateSent or WorkerSignal.DrainSent or WorkerSignal.StopSent or WorkerSignal.KillSent => With(signal.ToString(), detail),
    };

    /// <summary>A fault, and what its worker's end adds to it in brackets.</summary>
    /// <param name="fault">What was wrong before the end; null where nothing was known.</param>
    /// <param name="detail">What the process left, most often the very fault that it told: then it is left out. Null or empty where it left nothing.</param>
    /// <returns>Null where neither says anything.</returns>
    public static string? AtEnd(string? fault, string? detail)
    {
        if (string.IsNullOrEmpty(detail)) return fault;
        if (fault is null) return detail;
        return fault.Contains(detail, StringComparison.Ordinal) ? fault : $"{fault} ({detail})";
    }

    /// <summary>That it stayed in its phase for too long; and where it was stuck, at what.</summary>
    public static string Overdue(WorkerRecord worker) => worker.Stuck is { } stuck ? $"{Overdue(worker.Phase)}: {stuck}" : Overdue(worker.Phase);

    private static string Overdue(WorkerPhase phase) => phase switch
    {
        WorkerPhase.Launching => "its process was not started in time",
        WorkerPhase.Joining => "it did not join in time",
        WorkerPhase.Starting => "it did not become ready in time",
        WorkerPhase.Activating => "it did not become active in time",
        WorkerPhase.Draining => "it did not drain in time",
        WorkerPhase.Stopping => "it did not stop in time",
        WorkerPhase.Killing => "its process did not end when it was killed",
        // These phases have no deadline.
        WorkerPhase.Ready or WorkerPhase.Active or WorkerPhase.Gone => "it was killed",
    };

    private static string With(string fault, string? detail) =>
        string.IsNullOrEmpty(detail) ? fault : $"{fault}: {detail}";
}

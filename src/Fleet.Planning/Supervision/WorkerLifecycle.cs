namespace Fleet.Planning.Supervision;

/// <summary>
/// A worker's life: every signal in every phase. What is wrong with a worker is not a phase: a fault is noted beside the phase, and the phase
/// changes when the planner's <c>Kill</c> is taken. The table of it is in <c>docs/supervision.md</c>.
/// </summary>
public static class WorkerLifecycle
{
    /// <summary>The phase after a signal; the same phase where the signal does nothing there.</summary>
    public static WorkerPhase Next(WorkerPhase phase, WorkerSignal signal) => phase switch
    {
        WorkerPhase.Launching => signal switch
        {
            WorkerSignal.Launched => WorkerPhase.Joining,
            WorkerSignal.LaunchFailed => WorkerPhase.Gone,
            // The worker was faster than the news of its launch.
            WorkerSignal.Joined => WorkerPhase.Starting,
            WorkerSignal.Exited => WorkerPhase.Gone,
            WorkerSignal.KillSent => WorkerPhase.Killing,
            // A worker says nothing before it has joined.
            WorkerSignal.Ready or WorkerSignal.StartFailed or WorkerSignal.Activated or WorkerSignal.ActivateFailed or WorkerSignal.Drained => WorkerPhase.Launching,
            // There is no link to lose or to watch yet, and next to no memory.
            WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown => WorkerPhase.Launching,
            // There is no link to tell it by.
            WorkerSignal.ActivateSent or WorkerSignal.DrainSent or WorkerSignal.StopSent => WorkerPhase.Launching,
        },
        WorkerPhase.Joining => signal switch
        {
            WorkerSignal.Joined => WorkerPhase.Starting,
            WorkerSignal.Exited => WorkerPhase.Gone,
            WorkerSignal.KillSent => WorkerPhase.Killing,
            // Told already, or contradicted by what was told.
            WorkerSignal.Launched or WorkerSignal.LaunchFailed => WorkerPhase.Joining,
            // A worker says nothing before it has joined.
            WorkerSignal.Ready or WorkerSignal.StartFailed or WorkerSignal.Activated or WorkerSignal.ActivateFailed or WorkerSignal.Drained => WorkerPhase.Joining,
            // A handshake that was broken off may be tried again until the deadline. The worker has loaded nothing yet that could grow.
            WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown => WorkerPhase.Joining,
            // There is no link to tell it by.
            WorkerSignal.ActivateSent or WorkerSignal.DrainSent or WorkerSignal.StopSent => WorkerPhase.Joining,
        },
        WorkerPhase.Starting => signal switch
        {
            WorkerSignal.Ready => WorkerPhase.Ready,
            WorkerSignal.Exited => WorkerPhase.Gone,
            WorkerSignal.StopSent => WorkerPhase.Stopping,
            WorkerSignal.KillSent => WorkerPhase.Killing,
            // A fault: the planner kills it, whether it would end by itself or not.
            WorkerSignal.StartFailed or WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown => WorkerPhase.Starting,
            // The news of the launch, behind the worker's own.
            WorkerSignal.Launched or WorkerSignal.LaunchFailed or WorkerSignal.Joined => WorkerPhase.Starting,
            // It was not told to, so it cannot have.
            WorkerSignal.Activated or WorkerSignal.ActivateFailed or WorkerSignal.Drained => WorkerPhase.Starting,
            // Only a ready worker is activated, only an active one drained.
            WorkerSignal.ActivateSent or WorkerSignal.DrainSent => WorkerPhase.Starting,
        },
        WorkerPhase.Ready => signal switch
        {
            WorkerSignal.ActivateSent => WorkerPhase.Activating,
            WorkerSignal.Exited => WorkerPhase.Gone,
            WorkerSignal.StopSent => WorkerPhase.Stopping,
            WorkerSignal.KillSent => WorkerPhase.Killing,
            // A fault: the planner kills it.
            WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown => WorkerPhase.Ready,
            // Behind us.
            WorkerSignal.Launched or WorkerSignal.LaunchFailed or WorkerSignal.Joined or WorkerSignal.Ready or WorkerSignal.StartFailed => WorkerPhase.Ready,
            // It was not told to, or has drained since.
            WorkerSignal.Activated or WorkerSignal.ActivateFailed or WorkerSignal.Drained => WorkerPhase.Ready,
            // It does not act, so there is nothing to drain.
            WorkerSignal.DrainSent => WorkerPhase.Ready,
        },
        WorkerPhase.Activating => signal switch
        {
            WorkerSignal.Activated => WorkerPhase.Active,
            WorkerSignal.Exited => WorkerPhase.Gone,
            WorkerSignal.StopSent => WorkerPhase.Stopping,
            WorkerSignal.KillSent => WorkerPhase.Killing,
            // A fault: it may act in part, so it is killed before another is activated.
            WorkerSignal.ActivateFailed or WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown => WorkerPhase.Activating,
            // Behind us.
            WorkerSignal.Launched or WorkerSignal.LaunchFailed or WorkerSignal.Joined or WorkerSignal.Ready or WorkerSignal.StartFailed => WorkerPhase.Activating,
            // From before it was activated again.
            WorkerSignal.Drained => WorkerPhase.Activating,
            // Told already.
            WorkerSignal.ActivateSent => WorkerPhase.Activating,
            // Only an active worker is drained.
            WorkerSignal.DrainSent => WorkerPhase.Activating,
        },
        WorkerPhase.Active => signal switch
        {
            WorkerSignal.DrainSent => WorkerPhase.Draining,
            WorkerSignal.Exited => WorkerPhase.Gone,
            WorkerSignal.StopSent => WorkerPhase.Stopping,
            WorkerSignal.KillSent => WorkerPhase.Killing,
            // A fault: the planner kills it.
            WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown => WorkerPhase.Active,
            // Behind us.
            WorkerSignal.Launched or WorkerSignal.LaunchFailed or WorkerSignal.Joined or WorkerSignal.Ready or WorkerSignal.StartFailed => WorkerPhase.Active,
            // It has said that it acts; a second word on it is too many.
            WorkerSignal.Activated or WorkerSignal.ActivateFailed or WorkerSignal.ActivateSent => WorkerPhase.Active,
            // It was not told to.
            WorkerSignal.Drained => WorkerPhase.Active,
        },
        WorkerPhase.Draining => signal switch
        {
            WorkerSignal.Drained => WorkerPhase.Ready,
            WorkerSignal.Exited => WorkerPhase.Gone,
            WorkerSignal.StopSent => WorkerPhase.Stopping,
            WorkerSignal.KillSent => WorkerPhase.Killing,
            // A fault: the planner kills it, and its successor starts without its state.
            WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown => WorkerPhase.Draining,
            // Behind us.
            WorkerSignal.Launched or WorkerSignal.LaunchFailed or WorkerSignal.Joined or WorkerSignal.Ready or WorkerSignal.StartFailed => WorkerPhase.Draining,
            // Behind us.
            WorkerSignal.Activated or WorkerSignal.ActivateFailed => WorkerPhase.Draining,
            // It is activated again only after it has drained.
            WorkerSignal.ActivateSent => WorkerPhase.Draining,
            // Told already.
            WorkerSignal.DrainSent => WorkerPhase.Draining,
        },
        WorkerPhase.Stopping => signal switch
        {
            WorkerSignal.Exited => WorkerPhase.Gone,
            WorkerSignal.KillSent => WorkerPhase.Killing,
            // It closes its link on its way out, and has a deadline for being slow.
            WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown => WorkerPhase.Stopping,
            // What it did before it heard that it should stop.
            WorkerSignal.Launched or WorkerSignal.LaunchFailed or WorkerSignal.Joined or WorkerSignal.Ready or WorkerSignal.StartFailed => WorkerPhase.Stopping,
            WorkerSignal.Activated or WorkerSignal.ActivateFailed or WorkerSignal.Drained => WorkerPhase.Stopping,
            // There is no way back.
            WorkerSignal.ActivateSent or WorkerSignal.DrainSent => WorkerPhase.Stopping,
            // Told already.
            WorkerSignal.StopSent => WorkerPhase.Stopping,
        },
        WorkerPhase.Killing => signal switch
        {
            WorkerSignal.Exited => WorkerPhase.Gone,
            // It was killed while it was launched, and there was nothing to kill.
            WorkerSignal.LaunchFailed => WorkerPhase.Gone,
            // It was killed while it was launched: now there is something to kill, and the kill is repeated.
            WorkerSignal.Launched => WorkerPhase.Killing,
            // Last words.
            WorkerSignal.Joined or WorkerSignal.Ready or WorkerSignal.StartFailed or WorkerSignal.Activated or WorkerSignal.ActivateFailed or WorkerSignal.Drained => WorkerPhase.Killing,
            // The kill at work.
            WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown => WorkerPhase.Killing,
            // There is no way back.
            WorkerSignal.ActivateSent or WorkerSignal.DrainSent or WorkerSignal.StopSent => WorkerPhase.Killing,
            // Killed again.
            WorkerSignal.KillSent => WorkerPhase.Killing,
        },
        WorkerPhase.Gone => signal switch
        {
            // Nothing brings a worker back: a new one gets a new incarnation.
            WorkerSignal.Launched or WorkerSignal.LaunchFailed or WorkerSignal.Joined or WorkerSignal.Ready or WorkerSignal.StartFailed => WorkerPhase.Gone,
            WorkerSignal.Activated or WorkerSignal.ActivateFailed or WorkerSignal.Drained or WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown => WorkerPhase.Gone,
            WorkerSignal.Exited or WorkerSignal.ActivateSent or WorkerSignal.DrainSent or WorkerSignal.StopSent or WorkerSignal.KillSent => WorkerPhase.Gone,
        },
    };

    /// <summary>
    /// Whether a signal in a phase means that the worker is broken and must be killed. It is one of the cases in which <see cref="Next"/> stays.
    /// </summary>
    public static bool IsFault(WorkerPhase phase, WorkerSignal signal) => phase switch
    {
        WorkerPhase.Starting => signal is WorkerSignal.StartFailed or WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown,
        WorkerPhase.Activating => signal is WorkerSignal.ActivateFailed or WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown,
        WorkerPhase.Ready or WorkerPhase.Active or WorkerPhase.Draining => signal is WorkerSignal.LinkLost or WorkerSignal.Unresponsive or WorkerSignal.Overgrown,
        // Without a link there is nothing to lose; a worker that ends anyway is not killed for it.
        WorkerPhase.Launching or WorkerPhase.Joining or WorkerPhase.Stopping or WorkerPhase.Killing or WorkerPhase.Gone => false,
    };
}

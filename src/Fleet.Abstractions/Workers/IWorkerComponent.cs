namespace Fleet;

/// <summary>
/// A part of a worker that takes part in its life, such as a chat client: register it in <c>ConfigureServices</c> as a singleton of this type
/// and the runtime calls it around the worker's own hooks, with a handover state of its own.
/// </summary>
/// <remarks>
/// Activation goes from the components (in the order of registration) to the worker; deactivation and stop go from the worker back to the components.
/// </remarks>
public interface IWorkerComponent
{
    /// <summary>The key of this component's handover state; unique in the worker, and the same in both generations.</summary>
    string Name { get; }

    /// <summary>Begins to act; see <see cref="BaseWorker.ActivateAsync"/>.</summary>
    /// <param name="state">What the same component of the predecessor returned; null where there was none.</param>
    /// <param name="cancellationToken">Ends at the activation deadline.</param>
    Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops acting, and returns what the successor should know.</summary>
    /// <param name="cancellationToken">Ends at the drain deadline.</param>
    Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken) => Task.FromResult<HandoverState?>(null);

    /// <summary>Closes what was opened.</summary>
    /// <param name="reason">Why the worker is stopped.</param>
    /// <param name="cancellationToken">Ends at the stop deadline.</param>
    Task StopAsync(StopReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}

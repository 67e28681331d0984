namespace Fleet;

/// <summary>
/// A part of a worker that takes part in its life, such as a chat client: register it in <c>ConfigureServices</c> as a singleton of this type
/// and the runtime calls it around the worker's own hooks, with a handover state of its own.
/// </summary>
/// <remarks>
/// What lets work in is opened last and closed first: activation goes from the worker to its components in the order of registration, deactivation from
/// the components in reverse order to the worker, which so leaves its state when nothing changes it any more. A stop goes from the worker to its
/// components in reverse order, since the worker may use them for a last word.
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

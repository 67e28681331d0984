using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Fleet;

/// <summary>
/// What every worker has. Derive from <see cref="BaseClusterWorker"/> or <see cref="BaseServiceWorker"/>, not from this.
/// </summary>
/// <remarks>
/// A worker class may have constructor parameters: they come from the container, which the static method
/// <c>public static void ConfigureServices(IServiceCollection services, IConfiguration settings)</c> of the class fills, if it has one.
/// The order of a life is: constructor, <see cref="StartAsync"/> (then the worker is <i>ready</i>: connected, but silent),
/// <see cref="ActivateAsync"/> (it acts), <see cref="DeactivateAsync"/> (it no longer acts), <see cref="StopAsync"/>.
/// A deactivated worker can be activated again: so it goes when its successor fails.
/// </remarks>
public abstract class BaseWorker
{
    private WorkerContext? _context;

    private protected BaseWorker()
    {
    }

    /// <summary>Who this worker is.</summary>
    /// <exception cref="InvalidOperationException">Read in the constructor.</exception>
    protected WorkerIdentity Worker => Context.Identity;

    /// <summary>How this worker speaks with the others.</summary>
    /// <exception cref="InvalidOperationException">Read in the constructor.</exception>
    protected IFleetIpc Ipc => Context.Ipc;

    /// <summary>The log of this worker; its lines appear in the Admiral's log with the worker's name.</summary>
    /// <exception cref="InvalidOperationException">Read in the constructor.</exception>
    protected ILogger Logger => Context.Logger;

    /// <summary>This worker's section of the configuration: <c>bot.settings</c> or <c>services.{name}.settings</c>.</summary>
    /// <exception cref="InvalidOperationException">Read in the constructor.</exception>
    protected IConfiguration Settings => Context.Settings;

    private protected WorkerContext Context => _context ?? throw NotAttached();

    /// <summary>
    /// Gets everything ready: registers handlers, connects, loads. Must not act on the outside world yet, since the worker it replaces may still be acting.
    /// Returning means <i>ready</i>; throwing means that the start failed, and the worker it was to replace goes on.
    /// </summary>
    /// <param name="cancellationToken">Ends at the start deadline, or when the worker is stopped before it is ready.</param>
    protected virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Begins to act. Messages for the slot come to this worker once this has returned; in a handover those that were held meanwhile come first.</summary>
    /// <param name="state">What the predecessor's <see cref="DeactivateAsync"/> returned; null where there was none, or it returned nothing.</param>
    /// <param name="cancellationToken">Ends at the activation deadline.</param>
    protected virtual Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops acting, and returns what the successor should know. Work in hand may be finished after it.</summary>
    /// <param name="cancellationToken">Ends at the drain deadline.</param>
    protected virtual Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken) => Task.FromResult<HandoverState?>(null);

    /// <summary>Closes what <see cref="StartAsync"/> opened. The process ends when it returns.</summary>
    /// <param name="reason">Why the worker is stopped.</param>
    /// <param name="cancellationToken">Ends at the stop deadline; the process is killed soon after it.</param>
    protected virtual Task StopAsync(StopReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Adds this worker's own figures to a report. Called at every collection of stats; must be quick and must not throw.</summary>
    protected virtual void ReportStats(StatsReport report)
    {
    }

    internal void Attach(WorkerContext context) => _context = context;

    internal Task RunStartAsync(CancellationToken cancellationToken) => StartAsync(cancellationToken);

    internal Task RunActivateAsync(HandoverState? state, CancellationToken cancellationToken) => ActivateAsync(state, cancellationToken);

    internal Task<HandoverState?> RunDeactivateAsync(CancellationToken cancellationToken) => DeactivateAsync(cancellationToken);

    internal Task RunStopAsync(StopReason reason, CancellationToken cancellationToken) => StopAsync(reason, cancellationToken);

    internal void RunReportStats(StatsReport report) => ReportStats(report);

    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Names the type of the instance.")]
    private InvalidOperationException NotAttached() => new(
        $"{GetType().Name} used Worker, Ipc, Logger or Settings in its constructor. They are attached after construction: use them in StartAsync, or take them as constructor parameters.");
}

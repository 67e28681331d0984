using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Fleet.Worker.Loading.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Worker.Loading;

/// <summary>A plugin in memory, and the class of it that is to be the worker. It stays until the process ends.</summary>
/// <remarks>The order of calls: <see cref="ConfigureServices"/>, <see cref="TryCreate"/>, then the worker's own hooks inside <see cref="EnterContext"/>.</remarks>
public sealed class LoadedPlugin
{
    private readonly PluginRequest _request;
    private readonly PluginContext? _context;
    private readonly MethodInfo? _configureServices;
    private readonly IReadOnlyList<string> _warnings;

    internal LoadedPlugin(PluginRequest request, PluginContext? context, Type workerClass, MethodInfo? configureServices, IReadOnlyList<string> warnings)
    {
        _request = request;
        _context = context;
        _configureServices = configureServices;
        _warnings = warnings;
        WorkerClass = workerClass;
    }

    /// <summary>The class that is to be the worker.</summary>
    public Type WorkerClass { get; }

    /// <summary>The plugin's own assembly.</summary>
    public Assembly Assembly => WorkerClass.Assembly;

    /// <summary>What is not right but did not prevent loading, one sentence each. A snapshot: there may be more once the plugin has run.</summary>
    public IReadOnlyList<string> Warnings => [.. _warnings.Concat(_context?.Warnings ?? []).Select(_request.Tell)];

    /// <summary>
    /// Makes libraries that load types by name find the plugin's, for the current flow of control and what it starts.
    /// Hold it around <c>StartAsync</c>; <see cref="ConfigureServices"/> and <see cref="TryCreate"/> do so by themselves.
    /// </summary>
    public AssemblyLoadContext.ContextualReflectionScope EnterContext() => LoadContext.EnterContextualReflection();

    /// <summary>Calls the class's <c>ConfigureServices</c>, if it has one.</summary>
    /// <returns>Null, or the fault: it threw, or something it needs is missing.</returns>
    public PluginFault? ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        if (_configureServices is null) return null;
        using var scope = EnterContext();
        try
        {
            _configureServices.Invoke(null, [services, settings]);
            return null;
        }
        catch (Exception exception)
        {
            return Explain(exception, StartStep.Configure);
        }
    }

    /// <summary>Constructs the worker, its parameters from the container.</summary>
    /// <returns>Whether there is a worker; otherwise there is a fault.</returns>
    public bool TryCreate(IServiceProvider services, [NotNullWhen(true)] out BaseWorker? worker, [NotNullWhen(false)] out PluginFault? fault)
    {
        using var scope = EnterContext();
        try
        {
            (worker, fault) = ((BaseWorker)ActivatorUtilities.CreateInstance(services, WorkerClass), null);
            return true;
        }
        catch (Exception exception)
        {
            (worker, fault) = (null, Explain(exception, StartStep.Construct));
            return false;
        }
    }

    /// <summary>Puts into words what the worker's <c>StartAsync</c>, or building its container, threw.</summary>
    /// <param name="exception">The exception as it was caught.</param>
    public PluginFault FromStartException(Exception exception) => Explain(exception, StartStep.Start);

    /// <summary>Puts into words what <c>ActivateAsync</c> threw, the worker's own or that of one of its parts.</summary>
    /// <param name="exception">The exception as it was caught.</param>
    public PluginFault FromActivateException(Exception exception) => Explain(exception, StartStep.Activate);

    // A class that was there already, in a test, has no context of its own.
    private AssemblyLoadContext LoadContext => _context ?? AssemblyLoadContext.GetLoadContext(Assembly) ?? AssemblyLoadContext.Default;

    private PluginFault Explain(Exception exception, StartStep step) => StartFaults.Explain(exception, step, _request, WorkerClass, LoadContext).ToldFor(_request);
}

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Worker.Loading;

/// <summary>A plugin in memory, and the class of it that is to be the worker. It stays until the process ends.</summary>
/// <remarks>The order of calls: <see cref="ConfigureServices"/>, <see cref="TryCreate"/>, then the worker's own hooks inside <see cref="EnterContext"/>.</remarks>
public sealed class LoadedPlugin
{
    private readonly AssemblyLoadContext _context;

    internal LoadedPlugin(AssemblyLoadContext context, Type workerClass) => (_context, WorkerClass) = (context, workerClass);

    /// <summary>The class that is to be the worker.</summary>
    public Type WorkerClass { get; }

    /// <summary>The plugin's own assembly.</summary>
    public Assembly Assembly => WorkerClass.Assembly;

    /// <summary>What is not right but did not prevent loading, one sentence each; a snapshot, since it may grow while the plugin runs.</summary>
    public IReadOnlyList<string> Warnings => [];

    /// <summary>
    /// Makes libraries that load types by name find the plugin's, for the current flow of control and what it starts.
    /// Hold it around <c>StartAsync</c>; the runtime itself does so around <see cref="ConfigureServices"/> and <see cref="TryCreate"/>.
    /// </summary>
    public AssemblyLoadContext.ContextualReflectionScope EnterContext() => _context.EnterContextualReflection();

    /// <summary>Calls the class's <c>ConfigureServices</c>, if it has one.</summary>
    /// <returns>Null, or the fault: it threw, or something it needs is missing.</returns>
    public PluginFault? ConfigureServices(IServiceCollection services, IConfiguration settings) => null;

    /// <summary>Constructs the worker, its parameters from the container.</summary>
    /// <returns>Whether there is a worker; otherwise there is a fault.</returns>
    public bool TryCreate(IServiceProvider services, [NotNullWhen(true)] out BaseWorker? worker, [NotNullWhen(false)] out PluginFault? fault)
    {
        worker = (BaseWorker)ActivatorUtilities.CreateInstance(services, WorkerClass);
        fault = null;
        return true;
    }

    /// <summary>Puts into words what the worker's <c>StartAsync</c>, or building its container, threw.</summary>
    public PluginFault FromStartException(Exception exception) =>
        new(FaultCode.StartFailed, $"{WorkerClass.FullName} failed to start", Assembly.Location, exception.Message, "Mend the cause.", Permanent: false, exception.ToString());
}

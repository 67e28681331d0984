using Fleet.TestKit.Plugins;
using Fleet.Worker.Loading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Worker.Tests.Loading;

/// <summary>A folder for one test, and the way from a DLL to a started worker.</summary>
public abstract class PluginTest : IDisposable
{
    protected PluginFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string Build(string source, string name = "MyBot") => new PluginBuilder(name, source).Build(Folder.Path);

    protected static LoadedPlugin Load(string path, WorkerKind kind = WorkerKind.Cluster, string? className = null)
    {
        var load = PluginLoader.Load(new PluginRequest(path, className, kind));
        load.Fault?.ToText().ShouldBeNull();
        return load.Plugin.ShouldNotBeNull();
    }

    protected static PluginFault LoadFault(string path, WorkerKind kind = WorkerKind.Cluster, string? className = null) =>
        PluginLoader.Load(new PluginRequest(path, className, kind)).Fault.ShouldNotBeNull();

    protected static BaseWorker Create(LoadedPlugin plugin)
    {
        using var services = Services(plugin);
        var created = plugin.TryCreate(services, out var worker, out var fault);
        fault?.ToText().ShouldBeNull();
        created.ShouldBeTrue();
        return worker!;
    }

    protected static PluginFault CreateFault(LoadedPlugin plugin)
    {
        using var services = Services(plugin);
        plugin.TryCreate(services, out _, out var fault).ShouldBeFalse();
        return fault.ShouldNotBeNull();
    }

    protected static async Task<PluginFault> StartFaultAsync(LoadedPlugin plugin)
    {
        var worker = Create(plugin);
        using var scope = plugin.EnterContext();
        var exception = await Should.ThrowAsync<Exception>(() => worker.RunStartAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30)));
        return plugin.FromStartException(exception);
    }

    /// <summary>Calls the public method <c>Ask</c> of the worker.</summary>
    protected static object? Ask(LoadedPlugin plugin, params object?[] arguments)
    {
        var worker = Create(plugin);
        return worker.GetType().GetMethod("Ask")!.Invoke(worker, arguments);
    }

    protected static ServiceProvider Services(LoadedPlugin plugin)
    {
        var services = new ServiceCollection();
        plugin.ConfigureServices(services, new ConfigurationBuilder().Build())?.ToText().ShouldBeNull();
        return services.BuildServiceProvider();
    }
}

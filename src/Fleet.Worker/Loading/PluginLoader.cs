using System.Runtime.Loader;

namespace Fleet.Worker.Loading;

/// <summary>Loads the DLL that a bot author wrote, and chooses the worker class.</summary>
public static class PluginLoader
{
    /// <summary>Loads a plugin. Never throws for what is wrong with the plugin: that is a <see cref="PluginFault"/>.</summary>
    /// <param name="request">What to load.</param>
    public static PluginLoad Load(PluginRequest request)
    {
        var context = new AssemblyLoadContext("plugin");
        var assembly = context.LoadFromAssemblyPath(request.Path);
        var wanted = request.Kind == WorkerKind.Cluster ? typeof(BaseClusterWorker) : typeof(BaseServiceWorker);
        var type = assembly.GetTypes().FirstOrDefault(t => t.IsSubclassOf(wanted));
        return type is not null
            ? PluginLoad.Of(new LoadedPlugin(context, type))
            : PluginLoad.Of(new PluginFault(FaultCode.NoWorkerClass, $"{request.FileName} has no worker class", request.Path, "", $"Set {request.ClassKey}.", Permanent: true));
    }
}

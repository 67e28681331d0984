using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Fleet.Worker.Loading.Choice;
using Fleet.Worker.Loading.Faults;
using Fleet.Worker.Loading.Preflight;

namespace Fleet.Worker.Loading;

/// <summary>Loads the DLL that a bot author wrote, and chooses the worker class.</summary>
public static class PluginLoader
{
    /// <summary>Loads a plugin. Never throws for what is wrong with the plugin: that is a <see cref="PluginFault"/>.</summary>
    /// <param name="request">What to load.</param>
    public static PluginLoad Load(PluginRequest request)
    {
        var load = LoadCopy(request);
        return load.Fault is { } fault ? PluginLoad.Of(fault.ToldFor(request)) : load;
    }

    /// <summary>Takes a class that is loaded already as the plugin: a bot's test has it in its own process.</summary>
    /// <param name="request">What the configuration says of it.</param>
    /// <param name="workerClass">The class.</param>
    internal static PluginLoad Take(PluginRequest request, Type workerClass)
    {
        if (Candidate.Judge(workerClass, request.Kind) is { Fitness: not Fitness.Fit } unfit)
        {
            var (why, fix) = unfit.Explain(request);
            return PluginLoad.Of(new PluginFault(FaultCode.NoWorkerClass, $"{workerClass.FullName} cannot be a worker", request.Path, why, fix, Permanent: true));
        }

        return ServicesConvention.TryFind(workerClass, out var configureServices, out var fault)
            ? PluginLoad.Of(new LoadedPlugin(request, context: null, workerClass, configureServices, []))
            : PluginLoad.Of(fault);
    }

    private static PluginLoad LoadCopy(PluginRequest request)
    {
        var warnings = new List<string>();
        if (PluginChecks.Run(request, warnings) is { } wrong) return PluginLoad.Of(wrong);
        if (!TryLoad(request, out var context, out var assembly, out var fault)) return PluginLoad.Of(fault);
        try
        {
            if (!new WorkerClassChoice(request, assembly, warnings).TryChoose(out var workerClass, out fault)) return PluginLoad.Of(fault);
            if (!ServicesConvention.TryFind(workerClass, out var configureServices, out fault)) return PluginLoad.Of(fault);
            return PluginLoad.Of(new LoadedPlugin(request, context, workerClass, configureServices, warnings));
        }
        catch (Exception exception) when (LoadFaults.Explain(exception, request, context) is { } explained)
        {
            return PluginLoad.Of(explained);
        }
    }

    private static bool TryLoad(
        PluginRequest request,
        [NotNullWhen(true)] out PluginContext? context,
        [NotNullWhen(true)] out Assembly? assembly,
        [NotNullWhen(false)] out PluginFault? fault)
    {
        (context, assembly, fault) = (null, null, null);
        try
        {
            context = new PluginContext(request.Path);
            assembly = context.LoadFromAssemblyPath(request.Path);
            return true;
        }
        catch (InvalidOperationException exception) when (context is null)
        {
            fault = DepsFile(request, exception);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            fault = ContentCheck.Unreadable(request, exception);
        }

        return false;
    }

    private static PluginFault DepsFile(PluginRequest request, Exception exception) => new(
        FaultCode.DependencyMissing,
        $"The dependencies of {request.FileName} cannot be read",
        Path.ChangeExtension(request.Path, ".deps.json"),
        ExceptionText.Stopped(ExceptionText.Message(exception)),
        "Build the project again, and copy the whole output folder.",
        Permanent: true,
        ExceptionText.Stack(exception));
}

using System.Reflection;
using System.Runtime.Loader;
using Fleet.Worker.Loading.Preflight;

namespace Fleet.Worker.Loading.Faults;

/// <summary>FLEET1007 and FLEET1008: exceptions which mean that an assembly, a type, a member or a native library is missing or wrong.</summary>
internal static class LoadFaults
{
    /// <summary>Puts such an exception into words, wherever in the chain it is.</summary>
    /// <returns>Null where the exception means something else.</returns>
    public static PluginFault? Explain(Exception exception, PluginRequest request, AssemblyLoadContext? context)
    {
        var causes = Causes.Of(exception).ToList();
        if (causes.OfType<NewerAbstractionsException>().FirstOrDefault() is { } newer)
        {
            var library = context is null ? null : Users(context, SharedAssemblies.AbstractionsName).FirstOrDefault(user => user.Version == newer.Version).File;
            return AbstractionsCheck.Fault(library ?? "A library of the plugin", request.Folder, newer.Version, SharedAssemblies.AbstractionsVersion);
        }

        return causes.Select(cause => One(cause, request, context)).FirstOrDefault(fault => fault is not null);
    }

    private static PluginFault? One(Exception exception, PluginRequest request, AssemblyLoadContext? context) => exception switch
    {
        // The same exception says that the bot did not find a file of its own; that is its affair.
        FileNotFoundException { FileName: { } name } when IsAssemblyName(name) => MissingAssembly(exception, new AssemblyName(name), request, context),
        FileLoadException { FileName: { } name } when IsAssemblyName(name) => MissingAssembly(exception, new AssemblyName(name), request, context),
        BadImageFormatException => Fault(exception, $"A library of {request.FileName} cannot be loaded", request, "", "Bring the build of it for this machine and framework."),
        DllNotFoundException => NativeLibrary(exception, request),
        EntryPointNotFoundException => Fault(exception, $"{request.FileName} needs a function that a native library has not", request, "", "Bring the version of the library that the bot was written for."),
        MissingMemberException when IsFromLinking(exception) => Fault(exception, $"{request.FileName} needs a member that is not there", request, "A DLL in the folder is of another version than the bot was built against.", "Build again, and copy the whole output folder."),
        TypeLoadException => Fault(exception, $"{request.FileName} has or needs a type that cannot be loaded", request, "A DLL is of another version than the bot was built against.", "Build again against this Fleet's Fleet.Abstractions, and copy the whole output folder."),
        _ => null,
    };

    private static PluginFault MissingAssembly(Exception exception, AssemblyName missing, PluginRequest request, AssemblyLoadContext? context)
    {
        var user = context is null ? null : Users(context, missing.Name).Select(u => u.File).FirstOrDefault();
        var wanted = missing.Version is null ? missing.Name : $"{missing.Name} {missing.Version}";
        var what = $"{user ?? request.FileName} needs {wanted}";
        if (VersionBeside(request.Folder, missing.Name) is { } found)
        {
            return found < missing.Version
                ? Fault(exception, what, request, $"The folder has {missing.Name} {found}.", $"Make the projects agree on one version of {missing.Name}, build again, and copy the whole output folder.")
                : Fault(exception, what, request, "", $"Bring the build of {missing.Name} for this machine and framework.");
        }

        return new(
            FaultCode.DependencyMissing,
            what,
            request.Folder,
            "That DLL is not in the folder: the project does not copy its packages, or only part of the output was copied.",
            "Set <EnableDynamicLoading>true</EnableDynamicLoading> in the project (a reference to the package Fleet.Abstractions does it), build again, and copy the whole output folder.",
            Permanent: true,
            ExceptionText.Stack(exception));
    }

    // The message goes on with every path that was tried; those are kept in the stack.
    private static PluginFault NativeLibrary(Exception exception, PluginRequest request) => new(
        FaultCode.DependencyMissing,
        $"{request.FileName} needs a native library that cannot be loaded",
        request.Folder,
        ExceptionText.Stopped(ExceptionText.Message(exception).Split(". ")[0]),
        $"Put it beside {request.FileName} or into runtimes/<rid>/native there, or install it on the system; ldd shows what it needs itself.",
        Permanent: true,
        ExceptionText.Stack(exception));

    private static PluginFault Fault(Exception exception, string what, PluginRequest request, string why, string fix) => new(
        FaultCode.DependencyMissing,
        what,
        request.Folder,
        $"{ExceptionText.Sentence(exception)} {why}".TrimEnd(),
        fix,
        Permanent: true,
        ExceptionText.Stack(exception));

    // A file of the bot is a path; an assembly has a version.
    private static bool IsAssemblyName(string name) => name.Contains(", Version=", StringComparison.Ordinal);

    // "Method not found" is the linker's sentence; reflection, with the same exception, has others.
    private static bool IsFromLinking(Exception exception) =>
        exception.Message.StartsWith("Method not found", StringComparison.Ordinal) || exception.Message.StartsWith("Field not found", StringComparison.Ordinal);

    // The exception does not say who asked; the assemblies loaded so far do.
    private static IEnumerable<(string File, Version? Version)> Users(AssemblyLoadContext context, string? reference) =>
        from assembly in context.Assemblies
        where !assembly.IsDynamic
        from name in assembly.GetReferencedAssemblies()
        where name.Name == reference
        select (Path.GetFileName(assembly.Location), name.Version);

    private static Version? VersionBeside(string folder, string? name)
    {
        var path = Path.Combine(folder, name + ".dll");
        try
        {
            return File.Exists(path) ? AssemblyName.GetAssemblyName(path).Version : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

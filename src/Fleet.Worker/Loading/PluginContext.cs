using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Fleet.Worker.Loading.Preflight;

namespace Fleet.Worker.Loading;

/// <summary>
/// Where a plugin's assemblies live: its own copies first, except for the shared ones; the framework for all it does not bring.
/// </summary>
/// <remarks>
/// Not collectible: a collectible context runs no precompiled code and starts a bot twenty times slower. A plugin is replaced by a new process.
/// Loaded by path, not from memory: only so precompiled code is used, and libraries beside the DLL are found.
/// </remarks>
internal sealed class PluginContext : AssemblyLoadContext
{
    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, byte> _warnings = new(StringComparer.Ordinal);

    /// <summary>A context for one plugin.</summary>
    /// <exception cref="InvalidOperationException">The plugin's <c>deps.json</c> cannot be understood, or names files that are not there.</exception>
    public PluginContext(string path, string name = "plugin")
        : base(name)
    {
        _resolver = new AssemblyDependencyResolver(path);
        _folder = Path.GetDirectoryName(path)!;
    }

    /// <summary>What was odd in the references met so far.</summary>
    public IEnumerable<string> Warnings => _warnings.Keys;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name) return null;
        if (SharedAssemblies.Contains(name)) return LoadShared(name, assemblyName.Version);
        var path = _resolver.ResolveAssemblyToPath(assemblyName) ?? Beside(name, assemblyName.CultureName);
        if (path is null || FrameworkHas(name, path)) return null;
        var own = LoadFromAssemblyPath(path);
        // A load context may answer with any version, so what would be an error elsewhere has to be told here.
        if (own.GetName().Version < assemblyName.Version) Warn($"{name} {assemblyName.Version} is asked for, but {path} is {own.GetName().Version}: members may be missing.");
        return own;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        (_resolver.ResolveUnmanagedDllToPath(unmanagedDllName) ?? NativeLibraries.Find(_folder, unmanagedDllName)) is { } path
            ? LoadUnmanagedDllFromPath(path)
            : 0;

    // The version is left out on purpose: asked for a higher one, the default context would refuse, and the plugin would get a second copy
    // in which no type is the runtime's. So the version is looked at here.
    private Assembly LoadShared(string name, Version? wanted)
    {
        var shared = Default.LoadFromAssemblyName(new AssemblyName(name));
        if (wanted is null) return shared;
        if (name.Equals(SharedAssemblies.AbstractionsName, StringComparison.OrdinalIgnoreCase))
        {
            if (AbstractionsCheck.IsNewer(wanted, SharedAssemblies.AbstractionsVersion)) throw new NewerAbstractionsException(wanted);
        }
        else if (shared.GetName().Version is { } ours && wanted > ours)
        {
            Warn($"{name} {wanted.ToString(3)} is asked for, but is shared with this Fleet, which has {ours.ToString(3)}: members may be missing.");
        }

        return shared;
    }

    private void Warn(string warning) => _warnings.TryAdd(warning, 0);

    private string? Beside(string name, string? culture)
    {
        var path = string.IsNullOrEmpty(culture) ? Path.Combine(_folder, name + ".dll") : Path.Combine(_folder, culture, name + ".dll");
        return File.Exists(path) ? path : null;
    }

    // A self-contained publish, or an old package, brings copies of what the runtime itself is made of. Two of these in one process do not work,
    // so the higher version wins, as it would in a program's own deps.json.
    private static bool FrameworkHas(string name, string path)
    {
        var framework = Path.Combine(FrameworkFolder, name + ".dll");
        return File.Exists(framework) && AssemblyName.GetAssemblyName(framework).Version >= AssemblyName.GetAssemblyName(path).Version;
    }
}

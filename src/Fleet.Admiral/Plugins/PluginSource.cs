using Fleet.Admiral.Options;

namespace Fleet.Admiral.Plugins;

/// <summary>Finds the DLL that a configured path means, and builds it where the path is a project. Lives for one generation: each project is built once.</summary>
internal sealed class PluginSource(IProjectBuilder builder, Action<string> tell)
{
    private readonly Dictionary<string, ProjectBuild> _built = new(StringComparer.Ordinal);

    /// <summary>Finds the DLL of a configured path.</summary>
    /// <returns>Its full path, or the fault.</returns>
    public async Task<(string? Dll, FleetFault? Fault)> ResolveAsync(PluginSpec spec, CancellationToken ct)
    {
        if (Directory.Exists(spec.Path)) return OfFolder(spec);
        if (!File.Exists(spec.Path)) return (null, NearFile.Missing(spec));
        return Path.GetExtension(spec.Path).ToLowerInvariant() switch
        {
            ".csproj" => await BuildAsync(spec, ct),
            ".dll" => (spec.Path, null),
            _ => (null, new FleetFault("FLEET1012", $"{spec.Key}.path is neither a DLL, nor a folder, nor a .csproj: {spec.Path}")),
        };
    }

    private async Task<(string? Dll, FleetFault? Fault)> BuildAsync(PluginSpec spec, CancellationToken ct)
    {
        if (!_built.TryGetValue(spec.Path, out var build))
        {
            tell($"building {Path.GetFileName(spec.Path)} …");
            _built[spec.Path] = build = await builder.BuildAsync(spec.Path, ct);
        }

        return build.Dll is not null
            ? (build.Dll, null)
            : (null, new FleetFault("FLEET1011", $"{spec.Key}.path: building {spec.Path} failed. Nothing was started or replaced.\n{build.Failure}"));
    }

    /// <summary>The DLL of a folder: the only one with a list of dependencies, or the one named as the folder is, or the only one.</summary>
    private static (string? Dll, FleetFault? Fault) OfFolder(PluginSpec spec)
    {
        const string dependencies = ".deps.json";
        var dlls = Directory.GetFiles(spec.Path, "*.dll").Order(StringComparer.Ordinal).ToList();
        var plugins = dlls.Where(dll => File.Exists(Path.ChangeExtension(dll, dependencies))).ToList();
        var named = Path.Combine(spec.Path, Path.GetFileName(Path.TrimEndingDirectorySeparator(spec.Path)) + ".dll");
        if (plugins.Count == 1) return (plugins[0], null);
        if (dlls.Contains(named)) return (named, null);
        if (dlls.Count == 1) return (dlls[0], null);
        return (null, new FleetFault("FLEET1012", $"{spec.Key}.path is a folder from which no DLL can be chosen: {spec.Path}. {Advice(spec.Path, plugins.Count > 0 ? plugins : dlls)}"));
    }

    private static string Advice(string folder, List<string> dlls)
    {
        const int shown = 5;
        var projects = Directory.GetFiles(folder, "*.csproj");
        if (projects.Length > 0) return $"Name its project: {projects[0]}";
        return dlls.Count == 0 ? "It has no DLL." : $"Name one of: {string.Join(", ", dlls.Take(shown).Select(Path.GetFileName))}{(dlls.Count > shown ? " …" : "")}";
    }
}

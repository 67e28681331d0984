using System.Runtime.InteropServices;

namespace Fleet.Admiral.Plugins;

/// <summary>Builds with the .NET SDK of this machine.</summary>
internal sealed class DotnetBuilder : IProjectBuilder
{
    private const int MostLines = 5;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task<ProjectBuild> BuildAsync(string project, CancellationToken ct)
    {
        // No build server may stay behind: it would be a child of the Admiral that nobody watches.
        var build = await RunAsync(project, ct, "build", project, "-c", "Release", "-v", "quiet", "-nologo", "-tl:off", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        if (build.Failure is not null) return new ProjectBuild(null, build.Failure);
        if (build.ExitCode != 0) return new ProjectBuild(null, Reason(build));

        var target = await RunAsync(project, ct, "msbuild", project, "-p:Configuration=Release", "-getProperty:TargetPath", "-nologo", "-nodeReuse:false");
        var dll = target.Lines.LastOrDefault(line => line.Trim().Length > 0)?.Trim();
        return target.ExitCode == 0 && File.Exists(dll) ? new ProjectBuild(dll, null) : new ProjectBuild(null, target.Failure ?? Reason(target));
    }

    private static Task<ToolRun> RunAsync(string project, CancellationToken ct, params string[] arguments) =>
        ToolRun.RunAsync(FindDotnet(), arguments, Path.GetDirectoryName(project)!, Deadline, ct);

    /// <summary>The errors of a build, each once; its last lines where it names none.</summary>
    internal static string Reason(ToolRun run)
    {
        var errors = run.Lines.Where(line => line.Contains(" error ", StringComparison.Ordinal)).Select(Shortened).Distinct().ToList();
        var lines = errors.Count > 0 ? errors.Take(MostLines) : run.Lines.Where(line => line.Trim().Length > 0).TakeLast(MostLines);
        var more = errors.Count > MostLines ? $"\n… and {errors.Count - MostLines} more" : "";
        return string.Join('\n', lines) + more;
    }

    // "path(1,2): error CS1: text [/path/to.csproj]": the project is in the sentence already.
    private static string Shortened(string line)
    {
        var bracket = line.LastIndexOf(" [", StringComparison.Ordinal);
        return (bracket > 0 && line.EndsWith(']') ? line[..bracket] : line).Trim();
    }

    private static string FindDotnet()
    {
        string?[] places =
        [
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
            Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, "dotnet") : null,
            // <root>/shared/Microsoft.NETCore.App/10.0.0/ is where this process runs from.
            Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")),
        ];
        return places.FirstOrDefault(place => place is not null && File.Exists(place)) ?? "dotnet";
    }
}

namespace Fleet.Worker.Loading;

/// <summary>What to load.</summary>
/// <param name="Path">The absolute path of the plugin's DLL.</param>
/// <param name="ClassName">The worker class, by full or simple name; null where the DLL has only one of the kind.</param>
/// <param name="Kind">Whether a bot or a service is wanted.</param>
/// <param name="ConfigKey">The section of the configuration that the request came from, such as <c>bot</c> or <c>services.stats</c>: faults name its keys.</param>
/// <param name="Source">The DLL that <paramref name="Path"/> is a copy of, in a copy of its whole folder; null where it is none. Faults name it: of the copy the user knows nothing.</param>
public sealed record PluginRequest(string Path, string? ClassName, WorkerKind Kind, string ConfigKey = "bot", string? Source = null)
{
    /// <summary>The DLL that the user knows.</summary>
    internal string Known => Source ?? Path;

    internal string PathKey => $"{ConfigKey}.path";

    internal string ClassKey => $"{ConfigKey}.class";

    internal string FileName => System.IO.Path.GetFileName(Path);

    internal string Folder => System.IO.Path.GetDirectoryName(Path) ?? Path;

    /// <summary>A text with the files that the user knows in place of their copies.</summary>
    internal string Tell(string text) =>
        Source is null ? text : text.Replace(Path, Source, StringComparison.Ordinal).Replace(Folder, System.IO.Path.GetDirectoryName(Source), StringComparison.Ordinal);
}

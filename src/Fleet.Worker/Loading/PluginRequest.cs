namespace Fleet.Worker.Loading;

/// <summary>What to load.</summary>
/// <param name="Path">The absolute path of the plugin's DLL.</param>
/// <param name="ClassName">The worker class, by full or simple name; null where the DLL has only one of the kind.</param>
/// <param name="Kind">Whether a bot or a service is wanted.</param>
/// <param name="ConfigKey">The section of the configuration that the request came from, such as <c>bot</c> or <c>services.stats</c>: faults name its keys.</param>
public sealed record PluginRequest(string Path, string? ClassName, WorkerKind Kind, string ConfigKey = "bot")
{
    internal string PathKey => $"{ConfigKey}.path";

    internal string ClassKey => $"{ConfigKey}.class";

    internal string FileName => System.IO.Path.GetFileName(Path);

    internal string Folder => System.IO.Path.GetDirectoryName(Path) ?? Path;
}

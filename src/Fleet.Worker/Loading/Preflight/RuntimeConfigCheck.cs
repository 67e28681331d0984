using System.Text.Json;

namespace Fleet.Worker.Loading.Preflight;

/// <summary>FLEET1004: does the plugin need a shared framework that this worker has not loaded. Only its <c>runtimeconfig.json</c> tells.</summary>
internal static class RuntimeConfigCheck
{
    private const string Core = "Microsoft.NETCore.App";
    private const string AspNetCore = "Microsoft.AspNetCore.App";

    private static readonly Version Ours = new(Environment.Version.Major, Environment.Version.Minor);

    /// <summary>Checks the file, if there is one: a library built without EnableDynamicLoading has none.</summary>
    public static PluginFault? Run(PluginRequest request, ICollection<string> warnings)
    {
        var path = Path.ChangeExtension(request.Path, ".runtimeconfig.json");
        if (!File.Exists(path)) return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            foreach (var (name, version) in Frameworks(document.RootElement))
            {
                if (name is not (Core or AspNetCore))
                    return Fault(request, path, $"{request.FileName} needs the framework {name}", $"This worker has {Core} and {AspNetCore} {Environment.Version}.", $"Remove the reference to {name}, or bring what it needs as packages.");
                if (version is not null && version > Ours)
                    return Fault(request, path, $"{request.FileName} needs {name} {version}", $"This Fleet runs on .NET {Environment.Version}.", $"Set <TargetFramework>net{Ours}</TargetFramework>, or update Fleet.");
            }
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            warnings.Add($"{path} cannot be read ({broken.Message.TrimEnd('.')}): it is not known which frameworks the plugin needs.");
        }

        return null;
    }

    private static PluginFault Fault(PluginRequest request, string where, string what, string why, string fix) =>
        new(FaultCode.WrongPlatform, what, where, why, fix, Permanent: true);

    // "framework" is one, "frameworks" several, "includedFrameworks" those of a self-contained program.
    private static IEnumerable<(string Name, Version? Version)> Frameworks(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("runtimeOptions", out var options) || options.ValueKind != JsonValueKind.Object) yield break;
        foreach (var property in options.EnumerateObject())
        {
            var elements = property.Name switch
            {
                "framework" => [property.Value],
                "frameworks" or "includedFrameworks" when property.Value.ValueKind == JsonValueKind.Array => property.Value.EnumerateArray(),
                _ => Enumerable.Empty<JsonElement>(),
            };
            foreach (var element in elements)
            {
                if (Text(element, "name") is { } name) yield return (name, MajorMinor(Text(element, "version")));
            }
        }
    }

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Version? MajorMinor(string? text) =>
        text is not null && Version.TryParse(text.Split('-')[0], out var version) ? new Version(version.Major, version.Minor) : null;
}

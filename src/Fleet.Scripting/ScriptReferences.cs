using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Fleet.Scripting;

/// <summary>What a script compiles against: the framework, Fleet.Abstractions, and all that lies beside the bot.</summary>
internal static class ScriptReferences
{
    // The worker's own parts are not the bot's to use, and no contract holds them still.
    private static readonly HashSet<string> Hidden = new(StringComparer.OrdinalIgnoreCase) { "Fleet.Worker", "Fleet.Protocol" };

    public static ImmutableArray<MetadataReference> Of(Assembly bot)
    {
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var platform = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var file in platform.Append(typeof(IFleetIpc).Assembly.Location).Append(typeof(ScriptReferences).Assembly.Location).Append(bot.Location).Concat(Beside(bot)))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!Hidden.Contains(name)) files.TryAdd(name, file);
        }

        return [.. files.Values.Select(file => MetadataReference.CreateFromFile(file))];
    }

    private static IEnumerable<string> Beside(Assembly bot) =>
        Path.GetDirectoryName(bot.Location) is { Length: > 0 } folder ? Directory.EnumerateFiles(folder, "*.dll").Where(IsManaged) : [];

    private static bool IsManaged(string file)
    {
        try
        {
            _ = AssemblyName.GetAssemblyName(file);
            return true;
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or IOException)
        {
            return false;
        }
    }
}

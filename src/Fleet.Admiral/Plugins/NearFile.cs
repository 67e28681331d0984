using Fleet.Admiral.Options;
using Fleet.Admiral.Options.Keys;

namespace Fleet.Admiral.Plugins;

/// <summary>Looks for what somebody who named a missing file most likely meant.</summary>
internal static class NearFile
{
    private const int LevelsUp = 3;
    private const int LevelsDown = 6;
    private const int MostFolders = 2_000;

    /// <summary>The fault for a path that is not there.</summary>
    public static FleetFault Missing(PluginSpec spec)
    {
        var found = Find(spec.Path);
        var advice = found is null ? $"Build the bot, or change {spec.Key}.path." : $"Found {found}. {Hint(spec, found)}";
        return new FleetFault("FLEET1001", $"{spec.Key}.path does not exist: {spec.Path}. {advice}");
    }

    private static string Hint(PluginSpec spec, string found) =>
        spec.Path.Contains("/Release/", StringComparison.Ordinal) && found.Contains("/Debug/", StringComparison.Ordinal)
            ? $"Build with -c Release, or change {spec.Key}.path."
            : $"Change {spec.Key}.path.";

    /// <summary>A file of that name nearby, or else one of a similar name in the same folder.</summary>
    private static string? Find(string path)
    {
        var name = Path.GetFileName(path);
        var folder = Path.GetDirectoryName(path);
        if (Directory.Exists(folder) && NearMiss.Find(name, Names(folder)) is { } similar) return Path.Combine(folder, similar);
        while (folder is not null && !Directory.Exists(folder)) folder = Path.GetDirectoryName(folder);
        var looked = 0;
        for (var up = 0; up <= LevelsUp && folder is not null; up++, folder = Path.GetDirectoryName(folder))
        {
            // What lies below the root is no longer nearby.
            if (Path.GetDirectoryName(folder) is null) return null;
            if (Below(folder, name, LevelsDown, ref looked) is { } found) return found;
        }

        return null;
    }

    private static string? Below(string folder, string name, int levels, ref int looked)
    {
        if (++looked > MostFolders) return null;
        try
        {
            var here = Path.Combine(folder, name);
            if (File.Exists(here)) return here;
            if (levels == 0) return null;
            foreach (var below in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
            {
                // obj holds reference assemblies: the right name, and no code.
                if (Path.GetFileName(below) is "obj" or ".git" or "node_modules" || new DirectoryInfo(below).LinkTarget is not null) continue;
                if (Below(below, name, levels - 1, ref looked) is { } found) return found;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read holds no advice.
        }

        return null;
    }

    private static string[] Names(string folder)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)!).ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

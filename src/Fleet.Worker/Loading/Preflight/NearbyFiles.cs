namespace Fleet.Worker.Loading.Preflight;

/// <summary>What lies near a path that does not exist. Looks at a bounded number of files: the path may point into anything.</summary>
internal static class NearbyFiles
{
    private const int MostFiles = 5_000;
    private const int MostShown = 3;
    private const int MostListed = 8;

    /// <summary>Files of the same name (in any case) in other output folders of the same project, newest first.</summary>
    public static IReadOnlyList<string> SameName(string path)
    {
        if (SearchRoot(path) is not { } root) return [];
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, IgnoreInaccessible = true };
        try
        {
            return
            [
                .. Directory.EnumerateFiles(root, "*", options)
                    .Take(MostFiles)
                    .Where(file => string.Equals(Path.GetFileName(file), Path.GetFileName(path), StringComparison.OrdinalIgnoreCase))
                    .Where(file => !IsIntermediate(Path.GetRelativePath(root, file)))
                    .OrderByDescending(File.GetLastWriteTimeUtc)
                    .Take(MostShown),
            ];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>A sentence that lists the DLLs of a folder.</summary>
    public static string InFolder(string folder)
    {
        if (!Directory.Exists(folder)) return $"The folder {folder} does not exist either.";
        try
        {
            var files = Directory.EnumerateFiles(folder, "*.dll").Take(MostFiles).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
            if (files.Count == 0) return $"The folder {folder} has no DLLs.";
            var rest = files.Count > MostListed ? $" and {files.Count - MostListed} more" : "";
            return $"The folder has {string.Join(", ", files.Take(MostListed))}{rest}.";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return $"The folder {folder} cannot be read.";
        }
    }

    // The project's folder where the path goes through "bin" or "obj", otherwise the nearest folder that exists; never the root of the disk.
    private static string? SearchRoot(string path)
    {
        var folder = Path.GetDirectoryName(path);
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            if (Path.GetFileName(above) is "bin" or "obj" && Path.GetDirectoryName(above) is { } project && Directory.Exists(project))
            {
                folder = project;
                break;
            }
        }

        while (folder is not null && !Directory.Exists(folder)) folder = Path.GetDirectoryName(folder);
        return folder is null || Path.GetPathRoot(folder) == folder ? null : folder;
    }

    private static bool IsIntermediate(string path) =>
        path.Split(Path.DirectorySeparatorChar).Any(segment => segment is "obj" or "ref" or "refint");
}

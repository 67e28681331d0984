namespace Fleet.Benchmarks;

/// <summary>Finds what was built beside this program.</summary>
internal static class BuildOutput
{
    /// <summary>The path of a file in the Release output of a project.</summary>
    public static string Find(string project, string file) => Path.Combine(Source(project), "bin", "Release", "net10.0", file);

    /// <summary>The path of a file or folder of the repository.</summary>
    public static string Source(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Fleet.sln")))
                return Path.Combine(folder.FullName, path);
        }

        throw new InvalidOperationException("Run the benchmarks from their build output in the repository.");
    }
}

namespace Fleet.Benchmarks;

/// <summary>Finds what was built beside this program.</summary>
internal static class BuildOutput
{
    /// <summary>The path of a file in the Release output of a project.</summary>
    public static string Find(string project, string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Fleet.sln")))
                return Path.Combine(folder.FullName, project, "bin", "Release", "net10.0", file);
        }

        throw new InvalidOperationException("Run the benchmarks from their build output in the repository.");
    }
}

namespace Fleet.TestKit.Processes;

/// <summary>Where the built program and the built samples lie: in the same configuration as the tests that ask.</summary>
public static class FleetProgram
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The program <c>fleet</c>.</summary>
    public static string Executable { get; } = Built("src", "Fleet.Admiral", "fleet");

    /// <summary>The root of .NET that runs the tests; the program looks for it in a few fixed places only.</summary>
    public static string DotnetRoot { get; } = new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!).Parent!.Parent!.Parent!.FullName;

    /// <summary>The repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>A sample's DLL.</summary>
    public static string Sample(string name) => Built("samples", name, name + ".dll");

    /// <summary>A sample that is a program.</summary>
    public static string SampleProgram(string name) => Built("samples", name, name);

    private static string Built(string folder, string project, string file)
    {
        var path = Path.Combine(FindRepository(), folder, project, "bin", Output.Parent!.Name, Output.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built. Build the tests' project: it builds what they run.");
    }

    private static string FindRepository()
    {
        for (var folder = Output; folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Fleet.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No repository above {Output.FullName}.");
    }
}

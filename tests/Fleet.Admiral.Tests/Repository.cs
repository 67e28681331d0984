namespace Fleet.Admiral.Tests;

/// <summary>Where the sources lie, for tests that read pages.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("The tests do not run from within the repository."),
        _ when File.Exists(Path.Combine(folder.FullName, "global.json")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}

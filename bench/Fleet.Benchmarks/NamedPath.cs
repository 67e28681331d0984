namespace Fleet.Benchmarks;

/// <summary>A build that takes part in a comparison, given as <c>NAME=path</c>.</summary>
internal sealed record NamedPath(string Name, string Path)
{
    /// <summary>All options of this name; the default where there is none.</summary>
    public static List<NamedPath> All(string[] args, string option, NamedPath usual)
    {
        List<NamedPath> found = [.. args.Zip(args.Skip(1)).Where(pair => pair.First == option).Select(pair => Parse(pair.Second))];
        return found.Count > 0 ? found : [usual];
    }

    private static NamedPath Parse(string text) => text.Split('=', 2) is [var name, var path]
        ? new NamedPath(name, System.IO.Path.GetFullPath(path))
        : throw new ArgumentException($"'{text}' is not NAME=path.");
}

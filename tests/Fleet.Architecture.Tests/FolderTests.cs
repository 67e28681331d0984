using System.Text.RegularExpressions;

namespace Fleet.Architecture.Tests;

/// <summary>Folders of the Admiral are features that are read one after the other: none uses one that uses it.</summary>
public partial class FolderTests
{
    // A link holds the commands that are in hand at it, and the router sends by links: one thing, in two folders for its size.
    private static readonly Dictionary<string, string> SameThing = new() { ["Links"] = "Routing" };

    [Fact]
    public void FoldersOfTheAdmiral_UseEachOtherInOneDirection()
    {
        var uses = Uses().ToLookup(use => use.User, use => use.Used);
        var left = uses.Select(folder => folder.Key).ToHashSet();
        left.ShouldNotBeEmpty();
        // What uses nothing that is left is read; what cannot be read then is a ring.
        while (left.RemoveWhere(folder => !uses[folder].Any(left.Contains)) > 0)
        {
        }

        left.SelectMany(folder => uses[folder].Where(left.Contains).Distinct().Select(used => $"{folder} uses {used}")).ShouldBeEmpty();
    }

    private static IEnumerable<(string User, string Used)> Uses() =>
        from source in Repository.Sources("src/Fleet.Admiral")
        let folder = source.Path.Split('/')[2]
        where !folder.EndsWith(".cs", StringComparison.Ordinal)
        from line in source.Lines
        from Match name in FolderName().Matches(line)
        let user = Node(folder)
        let used = Node(name.Groups["folder"].Value)
        where user != used
        select (user, used);

    private static string Node(string folder) => SameThing.GetValueOrDefault(folder, folder);

    [GeneratedRegex(@"^using (static |\w+ = )?Fleet\.Admiral\.(?<folder>\w+)")]
    private static partial Regex FolderName();
}

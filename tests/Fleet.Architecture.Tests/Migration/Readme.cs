using System.Text.RegularExpressions;

namespace Fleet.Architecture.Tests.Migration;

/// <summary>
/// The README of another system, where it lies in a folder beside this repository's. It is not part of the repository: the names that it has are kept in the tests, and where
/// it is there, they are compared with it.
/// </summary>
internal sealed class Readme(string text)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "..", "shared", "seeds");

    /// <summary>The README that has a sentence; the test is skipped where there is none.</summary>
    public static Readme With(string sentence)
    {
        var found = Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.txt").Select(File.ReadAllText).FirstOrDefault(text => text.Contains(sentence, StringComparison.Ordinal)) : null;
        Assert.SkipWhen(found is null, "The README does not lie beside this repository; the list in this test stands for it.");
        return new Readme(found!);
    }

    /// <summary>The part between two headings.</summary>
    public Readme Part(string heading, string next)
    {
        var from = text.IndexOf(heading, StringComparison.Ordinal);
        from.ShouldBeGreaterThanOrEqualTo(0, heading);
        var to = text.IndexOf(next, from + heading.Length, StringComparison.Ordinal);
        to.ShouldBeGreaterThan(from, next);
        return new Readme(text[from..to]);
    }

    /// <summary>What the first group of a pattern finds; the pattern must find something.</summary>
    public IReadOnlyList<string> Find(string pattern)
    {
        string[] found = [.. Regex.Matches(text, pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant).Select(match => match.Groups[1].Value).Distinct()];
        found.ShouldNotBeEmpty(pattern);
        return found;
    }
}

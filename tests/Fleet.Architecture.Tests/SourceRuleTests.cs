using System.Text.RegularExpressions;

namespace Fleet.Architecture.Tests;

/// <summary>Rules of the house that no analyzer holds.</summary>
public partial class SourceRuleTests
{
    private const int LongestFile = 400;
    private const int MostPragmas = 10;

    private static readonly string[] UnusedWords = ["Manager", "Helper", "Util", "Utils", "Common", "Processor", "Info", "Data"];
    private static readonly string[] NamespaceSegments = ["Fleet", "Admiral", "Worker", "Protocol", "Planning", "Twitch", "Abstractions"];

    [Fact]
    public void SourceFiles_AreShort() =>
        Repository.Sources("src").Where(f => f.Lines.Length > LongestFile).Select(f => $"{f.Path}: {f.Lines.Length}").ShouldBeEmpty();

    [Fact]
    public void SourceFiles_HoldOnePublicType()
    {
        foreach (var (path, lines) in Repository.Sources("src"))
        {
            // Typed and untyped forms of one thing (Handler, Handler<T>) may share a file.
            var types = lines.Select(l => TopLevelPublicType().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value).Distinct();
            types.Count().ShouldBeLessThanOrEqualTo(1, path);
        }
    }

    [Fact]
    public void TypeNames_UseTheWordsOfTheHouse()
    {
        foreach (var (path, lines) in Repository.Sources("src"))
        {
            foreach (var name in lines.Select(l => AnyType().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value))
            {
                UnusedWords.ShouldNotContain(word => name.EndsWith(word, StringComparison.Ordinal), $"{name} in {path}");
                NamespaceSegments.ShouldNotContain(name, $"{path}: a type named like a namespace breaks its callers (CS0118)");
            }
        }
    }

    [Fact]
    public void SuppressedWarnings_AreFew_AndSayWhy()
    {
        var pragmas = Repository.Sources("src").SelectMany(f => f.Lines.Where(l => l.Contains("#pragma warning disable", StringComparison.Ordinal)).Select(l => (f.Path, Line: l))).ToList();
        pragmas.Count.ShouldBeLessThanOrEqualTo(MostPragmas);
        pragmas.ShouldAllBe(p => p.Line.Contains("//", StringComparison.Ordinal));
    }

    [Fact]
    public void LogEventIds_AreUnique_AndInTheirProjectsRange()
    {
        var ranges = new Dictionary<string, (int From, int To)>
        {
            ["src/Fleet.Admiral"] = (1000, 1999),
            ["src/Fleet.Worker"] = (2000, 2999),
            ["src/Fleet.Twitch"] = (7000, 7999),
        };
        var seen = new Dictionary<int, string>();
        foreach (var (path, lines) in Repository.Sources("src"))
        {
            foreach (Match match in LogEvent().Matches(string.Join('\n', lines)))
            {
                var id = int.Parse(match.Groups["id"].Value, System.Globalization.CultureInfo.InvariantCulture);
                seen.TryAdd(id, path).ShouldBeTrue($"event {id} is in {path} and in {seen[id]}");
                var range = ranges.Single(r => path.StartsWith(r.Key + "/", StringComparison.Ordinal)).Value;
                id.ShouldBeInRange(range.From, range.To, path);
            }
        }

        seen.ShouldNotBeEmpty();
    }

    [Fact]
    public void ErrorCodes_InTheSources_HaveAPageEach()
    {
        var codes = Repository.Sources("src").SelectMany(f => f.Lines).SelectMany(l => ErrorCode().Matches(l)).Select(m => m.Value).Distinct();
        codes.Where(code => !File.Exists(Path.Combine(Repository.Root, "docs/errors", code + ".md"))).ShouldBeEmpty();
    }

    [Fact]
    public void Sources_LeaveNothingForLater() =>
        Repository.Sources("src").Concat(Repository.Sources("samples"))
            .SelectMany(f => f.Lines.Where(l => Later().IsMatch(l)).Select(l => $"{f.Path}: {l.Trim()}"))
            .ShouldBeEmpty();

    [Fact]
    public void Tests_NeverSleep() =>
        Repository.Sources("tests")
            .Where(f => !f.Path.StartsWith("tests/Fleet.Architecture.Tests/", StringComparison.Ordinal))
            .SelectMany(f => f.Lines.Where(l => Sleep().IsMatch(l)).Select(l => $"{f.Path}: {l.Trim()}"))
            .ShouldBeEmpty();

    [GeneratedRegex(@"^public\s.*\b(class|struct|record|interface|enum)\s+(?!class|struct)(?<name>\w+)")]
    private static partial Regex TopLevelPublicType();

    [GeneratedRegex(@"^\s*(public|internal|private|protected|file|sealed|static|abstract|readonly|partial|ref|\s)*\s*\b(class|struct|record|interface|enum)\s+(class\s+|struct\s+)?(?<name>[A-Z]\w*)")]
    private static partial Regex AnyType();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(EventId\s*=\s*)?(?<id>\d+)")]
    private static partial Regex LogEvent();

    [GeneratedRegex(@"FLEET\d{4}")]
    private static partial Regex ErrorCode();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Later();

    // A bad bot of a test may hang for ever: that waits for nothing.
    [GeneratedRegex(@"Thread\.Sleep\((?!(System\.Threading\.)?Timeout\.Infinite)|Task\.Delay\((?!.*(Time|time|clock|-1))")]
    private static partial Regex Sleep();
}

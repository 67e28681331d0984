using System.Xml.Linq;

namespace Fleet.Architecture.Tests;

/// <summary>A project exists because it makes some mistake impossible to compile; this is the table of who may see whom.</summary>
public class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["src/Fleet.Generators"] = [],
        ["src/Fleet.Abstractions"] = ["Fleet.Generators (build order)"],
        ["src/Fleet.Protocol"] = ["Fleet.Abstractions"],
        ["src/Fleet.Planning"] = ["Fleet.Abstractions"],
        ["src/Fleet.Twitch"] = ["Fleet.Abstractions"],
        ["src/Fleet.Scripting"] = ["Fleet.Abstractions"],
        ["src/Fleet.Worker"] = ["Fleet.Abstractions", "Fleet.Protocol", "Fleet.Scripting (build order)"],
        ["src/Fleet.Admiral"] = ["Fleet.Abstractions", "Fleet.Protocol", "Fleet.Planning", "Fleet.Worker (build order)"],
        ["src/Fleet.Testing"] = ["Fleet.Abstractions", "Fleet.Protocol", "Fleet.Planning", "Fleet.Worker", "Fleet.Admiral", "Fleet.Twitch"],
        ["samples/EmbeddedHost"] = ["Fleet.Admiral"],
        ["samples/PingBot"] = ["Fleet.Abstractions", "Fleet.Twitch"],
        ["samples/StatsService"] = ["Fleet.Abstractions"],
        ["samples/TwitchSimulator"] = ["Fleet.Abstractions"],
    };

    [Fact]
    public void EveryProject_OfSourcesAndSamples_ReferencesOnlyWhatTheTableAllows()
    {
        foreach (var (folder, allowed) in Allowed)
        {
            var project = Path.Combine(Repository.Root, folder, Path.GetFileName(folder) + ".csproj");
            var references = XDocument.Load(project).Descendants("ProjectReference").Select(Name);
            references.Except(allowed).ShouldBeEmpty($"{folder} references more than it may");
        }
    }

    [Fact]
    public void Table_NamesEveryProject_OfSourcesAndSamples()
    {
        var projects = new[] { "src", "samples" }
            .SelectMany(top => Directory.EnumerateFiles(Path.Combine(Repository.Root, top), "*.csproj", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!).Replace('\\', '/'));
        projects.Except(Allowed.Keys).ShouldBeEmpty("a new project needs a row: what mistake does it make impossible?");
    }

    [Fact]
    public void Abstractions_PackageReferences_AreAbstractionsOnly()
    {
        var packages = XDocument.Parse(Repository.Read("src/Fleet.Abstractions/Fleet.Abstractions.csproj")).Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value);
        packages.ShouldAllBe(package => package.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && package.EndsWith(".Abstractions", StringComparison.Ordinal));
    }

    private static string Name(XElement reference)
    {
        var name = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));
        return reference.Attribute("ReferenceOutputAssembly")?.Value == "false" ? name + " (build order)" : name;
    }
}

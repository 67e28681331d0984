using System.Text.RegularExpressions;

namespace Fleet.Admiral.Tests.Options;

public sealed partial class ErrorPagesTests
{
    [Theory]
    [InlineData("Options")]
    [InlineData("CommandLine")]
    [InlineData("Control")]
    [InlineData("Plugins")]
    [InlineData("Sharding")]
    public void EveryCode_InTheSources_HasAPage(string folder)
    {
        var sources = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Fleet.Admiral", folder), "*.cs", SearchOption.AllDirectories);
        var codes = sources.SelectMany(source => Code().Matches(File.ReadAllText(source)).Select(match => match.Value)).Distinct().ToList();

        codes.ShouldNotBeEmpty();
        foreach (var code in codes)
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors", code + ".md")).ShouldStartWith($"# {code}: ");
    }

    [GeneratedRegex("FLEET[0-9]{4}")]
    private static partial Regex Code();
}

using System.Reflection;
using Fleet.Worker.Loading;

namespace Fleet.Worker.Tests.Loading;

public sealed class ErrorPagesTests
{
    public static TheoryData<string> Codes => new(typeof(FaultCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_OfAFault_HasAPage(string code)
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "errors", code + ".md"));

        page.ShouldStartWith($"# {code}: ");
        page.ShouldContain($"```text\n{code} ");
        page.ShouldContain("## Mending it");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Fleet.sln"))) folder = folder.Parent.ShouldNotBeNull();
        return folder.FullName;
    }
}

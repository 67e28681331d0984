using Fleet.Admiral.Plugins;

namespace Fleet.Admiral.Tests.Plugins;

public sealed class DotnetBuilderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <AssemblyName>Named.Otherwise</AssemblyName>
          </PropertyGroup>
        </Project>
        """;

    [Fact]
    public async Task Build_Project_FindsItsDllAndThenItsErrors()
    {
        using var folder = new TempFolder();
        var project = folder.Write("a bot/Bot.csproj", Project);
        folder.Write("a bot/Bot.cs", "public sealed class Bot;");

        var built = await new DotnetBuilder().BuildAsync(project, CancellationToken.None).WaitAsync(Patience);
        built.ShouldBe(new ProjectBuild(folder["a bot/bin/Release/net10.0/Named.Otherwise.dll"], null));

        folder.Write("a bot/Bot.cs", "public sealed class Bot");
        var broken = await new DotnetBuilder().BuildAsync(project, CancellationToken.None).WaitAsync(Patience);
        broken.Dll.ShouldBeNull();
        broken.Failure.ShouldNotBeNull().ShouldContain("Bot.cs(1,24): error CS");
        broken.Failure.ShouldNotContain("Bot.csproj]");
    }

    [Fact]
    public async Task Tool_Started_SeesNoSettings()
    {
        Environment.SetEnvironmentVariable("FLEET__BOT__SETTINGS__TOKEN", "secret");
        try
        {
            var run = await ToolRun.RunAsync("env", [], Path.GetTempPath(), Patience, CancellationToken.None).WaitAsync(Patience);

            run.Lines.ShouldContain("DOTNET_NOLOGO=1");
            run.Lines.ShouldNotContain(line => line.Contains("secret", StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("FLEET__BOT__SETTINGS__TOKEN", null);
        }
    }

    [Fact]
    public async Task Tool_NotThere_IsSaid()
    {
        var run = await ToolRun.RunAsync("no-such-tool", [], Path.GetTempPath(), Patience, CancellationToken.None).WaitAsync(Patience);

        run.Failure.ShouldNotBeNull().ShouldStartWith("no-such-tool cannot be started: ");
    }

    [Fact]
    public async Task Tool_TooSlow_IsKilled()
    {
        var run = await ToolRun.RunAsync("sleep", ["600"], Path.GetTempPath(), TimeSpan.FromMilliseconds(50), CancellationToken.None).WaitAsync(Patience);

        run.Failure.ShouldNotBeNull().ShouldContain("was killed");
    }

    [Fact]
    public async Task Tool_Cancelled_IsKilled()
    {
        using var cancel = new CancellationTokenSource();
        var running = ToolRun.RunAsync("sleep", ["600"], Path.GetTempPath(), Patience, cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(Patience));
    }

    [Fact]
    public void Reason_WithoutErrors_IsTheLastLines() =>
        DotnetBuilder.Reason(new ToolRun(1, ["a", "b", "", "c", "d", "e", "f"], null)).ShouldBe("b\nc\nd\ne\nf");

    [Fact]
    public void Reason_WithManyErrors_IsTheFirstOfThemOnce() =>
        DotnetBuilder.Reason(new ToolRun(1, [.. Enumerable.Range(0, 14).Select(i => $"x.cs({i / 2},1): error CS1: t [/p.csproj]")], null))
            .ShouldBe("x.cs(0,1): error CS1: t\nx.cs(1,1): error CS1: t\nx.cs(2,1): error CS1: t\nx.cs(3,1): error CS1: t\nx.cs(4,1): error CS1: t\n… and 2 more");
}

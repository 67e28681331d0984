using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Plugins;

/// <summary>A project named as a bot's path is built first.</summary>
public sealed class ProjectPathTests
{
    [Fact]
    public async Task Run_ProjectNamed_BuildsAndRunsIt()
    {
        var file = new FleetFile();
        file.Clusters(1, Project(file, "public sealed class Tiny : BaseClusterWorker { }"));

        await using var fleet = await FleetProcess.StartAsync(file, "cluster-0");

        (await fleet.PsAsync("cluster-0")).Phase.ShouldBe("active");
    }

    [Fact]
    public async Task Run_ProjectThatDoesNotCompile_ShowsTheErrorAndExits()
    {
        using var file = new FleetFile();
        file.Clusters(1, Project(file, "public sealed class Tiny : BaseClusterWorker { int Wrong() => \"text\"; }"));

        var run = await FleetProcess.CallAsync(file, "run");

        run.ExitCode.ShouldBe(78, run.ToString());
        run.Error.ShouldContain("FLEET1011");
        run.Error.ShouldContain("CS0029");
        run.Error.ShouldContain("Tiny.cs");
    }

    private static string Project(FleetFile file, string source)
    {
        var folder = Directory.CreateDirectory(file["Tiny"]).FullName;
        File.WriteAllText(Path.Combine(folder, "Tiny.cs"), $"using Fleet;\nnamespace Tiny;\n{source}\n");
        var project = Path.Combine(folder, "Tiny.csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <EnableDynamicLoading>true</EnableDynamicLoading>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(BaseWorker).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
        return project;
    }
}

using Fleet.TestKit.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Worker.Tests.Loading.Faults;

public sealed class LoadFaultsTests : PluginTest
{
    private const string LibrarySource = "public class Library { public static int Number() => 1; public class Inner { } }";

    [Theory]
    [InlineData("public Bot() => Library.Number();")]
    [InlineData("private static readonly int Number = Library.Number(); public Bot() => Console.Write(Number - Number);")]
    [InlineData("public Bot() => Use(); private static void Use() => Library.Number();")]
    public void Library_MissingAtConstruction_IsNamed(string members)
    {
        var plugin = Load(WithLibrary(members, File.Delete));

        var fault = CreateFault(plugin);

        fault.Permanent.ShouldBeTrue();
        fault.ToText().ShouldBe(
            $"FLEET1007 MyBot.dll needs Library 1.0.0.0 ({Folder.Path}). That DLL is not in the folder: the project does not copy its packages, or only part of the output was copied. "
            + "Set <EnableDynamicLoading>true</EnableDynamicLoading> in the project (a reference to the package Fleet.Abstractions does it), build again, and copy the whole output folder.");
    }

    [Theory]
    [InlineData("await Task.Yield(); Library.Number();")]
    [InlineData("await Task.Yield(); Task.Run(() => Library.Number()).Wait();")]
    public async Task Library_MissingAtStart_IsNamed(string body)
    {
        var plugin = Load(WithLibrary($"protected override async Task StartAsync(CancellationToken cancellationToken) {{ {body} }}", File.Delete));

        (await StartFaultAsync(plugin)).What.ShouldBe("MyBot.dll needs Library 1.0.0.0");
    }

    [Fact]
    public void Library_MissingInConfigureServices_IsNamed()
    {
        var plugin = Load(WithLibrary("public static void ConfigureServices(IServiceCollection services, IConfiguration settings) => services.AddSingleton(new Library());", File.Delete));

        var fault = plugin.ConfigureServices(new ServiceCollection(), new ConfigurationBuilder().Build());

        fault.ShouldNotBeNull().What.ShouldBe("MyBot.dll needs Library 1.0.0.0");
    }

    [Fact]
    public void Library_InASignatureOfTheClass_IsNamed()
    {
        var plugin = Load(WithLibrary("public Bot(Library library) { } ", File.Delete));

        CreateFault(plugin).What.ShouldBe("MyBot.dll needs Library 1.0.0.0");
    }

    [Fact]
    public void Library_InTheSignatureOfConfigureServices_IsNamed() =>
        LoadFault(WithLibrary("public static void ConfigureServices(Library library, IConfiguration settings) { }", File.Delete)).What.ShouldBe("MyBot.dll needs Library 1.0.0.0");

    [Fact]
    public void Library_ThatAnotherLibraryNeeds_IsNamedWithIt()
    {
        var inner = new PluginBuilder("Inner", "public static class Inner { public static int Number() => 1; }").Build(Folder.Path);
        var outer = new PluginBuilder("Outer", "public static class Outer { public static int Number() => Inner.Number(); }") { References = [inner] }.Build(Folder.Path);
        var path = new PluginBuilder("MyBot", PluginSource.Cluster("public Bot() => Outer.Number();")) { References = [outer, inner] }.Build(Folder.Path);
        File.Delete(inner);

        CreateFault(Load(path)).What.ShouldBe("Outer.dll needs Inner 1.0.0.0");
    }

    [Fact]
    public void Library_InALowerVersion_IsUsedWithAWarning()
    {
        var path = WithLibrary("public Bot() => Library.Number();", library => new PluginBuilder("Library", LibrarySource) { Version = "0.5.0.0" }.Build(Path.GetDirectoryName(library)!));
        var plugin = Load(path);

        Create(plugin);

        plugin.Warnings.ShouldBe([$"Library 1.0.0.0 is asked for, but {Folder["Library.dll"]} is 0.5.0.0: members may be missing."]);
    }

    [Fact]
    public void Library_ForAnotherProcessor_IsExplained()
    {
        var path = WithLibrary("public Bot() => Library.Number();", library => new PluginBuilder("Library", LibrarySource) { Platform = Microsoft.CodeAnalysis.Platform.X86 }.Build(Path.GetDirectoryName(library)!));

        var fault = CreateFault(Load(path));

        fault.What.ShouldBe("MyBot.dll needs Library 1.0.0.0");
        fault.Fix.ShouldBe("Bring the build of Library for this machine and framework.");
    }

    [Theory]
    [InlineData("public class Library { }", "Method not found")]
    [InlineData("public class Other { }", "Library")]
    public void Library_InAnotherState_IsExplained(string source, string why)
    {
        var path = WithLibrary("public Bot() => Library.Number();", library => new PluginBuilder("Library", source).Build(Path.GetDirectoryName(library)!));

        var fault = CreateFault(Load(path));

        fault.Code.ShouldBe("FLEET1007");
        fault.Permanent.ShouldBeTrue();
        fault.Why.ShouldContain(why);
    }

    [Fact]
    public void Library_ThatIsRubbish_IsExplained()
    {
        var path = WithLibrary("public Bot() => Library.Number();", library => File.WriteAllText(library, "rubbish"));

        CreateFault(Load(path)).Code.ShouldBe("FLEET1007");
    }

    [Theory]
    [InlineData("File.ReadAllText(\"/fleet-nowhere/settings.json\");")]
    [InlineData("File.ReadAllText(\"settings-nowhere.json\");")]
    [InlineData("throw new FileNotFoundException(\"mine\");")]
    [InlineData("Activator.CreateInstance(typeof(string));")]
    [InlineData("throw new MissingMethodException(\"mine\");")]
    public async Task Exception_OfTheBotsOwn_IsNotTakenForAMissingLibrary(string statement)
    {
        var plugin = Load(Build(PluginSource.Starting("await Task.Yield(); " + statement)));

        var fault = await StartFaultAsync(plugin);

        fault.Code.ShouldBe("FLEET1010");
        fault.Where.ShouldStartWith("Bots.Bot.StartAsync");
    }

    [Fact]
    public void DepsFile_ThatIsBroken_IsNamed()
    {
        var path = Build(PluginSource.Bot);
        File.WriteAllText(Folder["MyBot.deps.json"], "{ not json");

        var fault = LoadFault(path);

        fault.Code.ShouldBe("FLEET1007");
        fault.Where.ShouldBe(Folder["MyBot.deps.json"]);
    }

    [Fact]
    public void Package_InTheDepsFileButNotInTheFolder_IsNamed()
    {
        var path = WithLibrary("public Bot() => Library.Number();", File.Delete);
        File.WriteAllText(Folder["MyBot.deps.json"], DepsFile.Of("MyBot", package: "Library.dll"));

        CreateFault(Load(path)).What.ShouldBe("MyBot.dll needs Library 1.0.0.0");
    }

    private string WithLibrary(string members, Action<string> afterwards)
    {
        var library = new PluginBuilder("Library", LibrarySource).Build(Folder.Path);
        var path = new PluginBuilder("MyBot", PluginSource.Cluster(members)) { References = [library] }.Build(Folder.Path);
        afterwards(library);
        return path;
    }
}

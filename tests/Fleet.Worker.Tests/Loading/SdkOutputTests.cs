using System.Reflection;
using System.Runtime.Loader;

namespace Fleet.Worker.Tests.Loading;

/// <summary>A bot as the SDK builds it, with a deps.json.</summary>
public sealed class SdkOutputTests : PluginTest
{
    // Beside this project's own output: tests/Fleet.Worker.Tests/bin/<configuration>/net10.0.
    private static readonly DirectoryInfo Own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    private static readonly string SdkPlugin = Path.Combine(
        Own.Parent!.Parent!.Parent!.Parent!.FullName, "Fixtures", "SdkPlugin", "bin", Own.Parent.Name, Own.Name, "Plátano.dll");

    [Theory]
    [InlineData("es", "Hola")]
    [InlineData("es-MX", "Hola")]
    [InlineData("en", "Hello")]
    [InlineData("fr", "Hello")]
    public void Culture_WithOrWithoutSatellite_IsGreeted(string culture, string greeting)
    {
        var plugin = Load(SdkPlugin);

        Call(plugin, "Greet", culture).ShouldBe(greeting);
    }

    [Fact]
    public void Package_ThatTheHostHasToo_IsThePluginsOwn()
    {
        var plugin = Load(SdkPlugin);
        var ours = AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("Newtonsoft.Json"));

        var theirs = ((Type)Call(plugin, "get_JsonType")!).Assembly;

        theirs.Location.ShouldBe(Path.Combine(Path.GetDirectoryName(SdkPlugin)!, "Newtonsoft.Json.dll"));
        theirs.ShouldNotBe(ours);
        FileVersion(theirs).ShouldNotBe(FileVersion(ours));
    }

    [Fact]
    public void Library_ForNetStandard_Works() =>
        Call(Load(SdkPlugin), "Write", new Dictionary<string, int> { ["a"] = 1 }).ShouldBe("""{"a":1}""");

    [Fact]
    public void CopiesOfSharedAssemblies_BesideThePlugin_AreLeftAlone()
    {
        var plugin = Load(SdkPlugin);
        Create(plugin);

        File.Exists(Path.Combine(Path.GetDirectoryName(SdkPlugin)!, "Fleet.Abstractions.dll")).ShouldBeTrue();
        AssemblyLoadContext.GetLoadContext(plugin.Assembly)!.Assemblies.Select(a => a.GetName().Name).ShouldNotContain("Fleet.Abstractions");
    }

    private static object? Call(Fleet.Worker.Loading.LoadedPlugin plugin, string method, params object?[] arguments)
    {
        var worker = Create(plugin);
        return worker.GetType().GetMethod(method)!.Invoke(worker, arguments);
    }

    private static string? FileVersion(Assembly assembly) => assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version;
}

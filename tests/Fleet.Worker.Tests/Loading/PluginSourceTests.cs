using System.Reflection;
using Fleet.TestKit.Plugins;

namespace Fleet.Worker.Tests.Loading;

/// <summary>The bad plugins that tests of whole processes use: they must be loadable to be bad.</summary>
public sealed class PluginSourceTests : PluginTest
{
    public static TheoryData<string> Names => new(typeof(PluginSource).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(p => p.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Source_OfAPlugin_CanBeLoaded(string name)
    {
        var source = (string)typeof(PluginSource).GetProperty(name)!.GetValue(null)!;

        Load(Build(source), name == nameof(PluginSource.Service) ? WorkerKind.Service : WorkerKind.Cluster).WorkerClass.FullName.ShouldBe(PluginSource.ClassName);
    }

    [Fact]
    public void Source_ThatEndsTheProcess_CanBeLoaded()
    {
        Load(Build(PluginSource.Exits(3), "Exits"));
        Load(Build(PluginSource.SignalsItself(11), "Signals"));
    }
}

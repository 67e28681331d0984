using System.Runtime.Loader;
using Fleet.TestKit.Plugins;

namespace Fleet.Worker.Tests.Loading;

public sealed class PrivateAssembliesTests : PluginTest
{
    private const string LibrarySource = "public static class Library { public static Type Self => typeof(Library); }";

    [Fact]
    public void Library_OfANameTheHostHasInALowerVersion_IsThePlugins() => Own("Shouldly", "99.0.0.0");

    [Fact]
    public void Library_OfANameTheHostHasInAHigherVersion_IsThePlugins() => Own("Shouldly", "0.0.1.0");

    [Fact]
    public void Library_NotInTheDepsFile_IsFoundBesideThePlugin()
    {
        File.WriteAllText(Folder["MyBot.deps.json"], DepsFile.Of("MyBot"));

        Own("Unlisted", "1.0.0.0");
    }

    [Fact]
    public void Framework_InACopyBesideThePlugin_IsTheProcesss()
    {
        // As a self-contained publish leaves it.
        File.Copy(typeof(SortedSet<int>).Assembly.Location, Folder["System.Collections.dll"]);
        var plugin = Load(Build(PluginSource.Cluster("public object? Ask() => typeof(SortedSet<int>);")));

        Ask(plugin).ShouldBe(typeof(SortedSet<int>));
    }

    [Fact]
    public void AspNetCore_NotBesideThePlugin_IsTheProcesss()
    {
        var plugin = Load(Build(PluginSource.Cluster("public object? Ask() => typeof(Microsoft.AspNetCore.Http.IResult);")));

        Ask(plugin).ShouldBe(typeof(Microsoft.AspNetCore.Http.IResult));
    }

    private void Own(string name, string version)
    {
        var library = new PluginBuilder(name, LibrarySource) { Version = version, Abstractions = null }.Build(Folder.Path);
        var plugin = Load(new PluginBuilder("MyBot", PluginSource.Cluster("public object? Ask() => Library.Self;")) { References = [library] }.Build(Folder.Path));

        var assembly = Ask(plugin).ShouldBeAssignableTo<Type>()!.Assembly;

        assembly.Location.ShouldBe(library);
        assembly.GetName().Version!.ToString().ShouldBe(version);
        AssemblyLoadContext.GetLoadContext(assembly).ShouldBe(AssemblyLoadContext.GetLoadContext(plugin.Assembly));
    }
}

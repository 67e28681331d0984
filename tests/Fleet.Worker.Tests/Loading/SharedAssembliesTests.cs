using System.Reflection;
using Fleet.TestKit.Plugins;
using Fleet.Worker.Loading;

namespace Fleet.Worker.Tests.Loading;

public sealed class SharedAssembliesTests : PluginTest
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    public static TheoryData<string> Exposed => new(Surface(typeof(BaseWorker).Assembly, []).Select(a => a.GetName().Name!).Distinct());

    [Theory]
    [MemberData(nameof(Exposed))]
    public void Assembly_ThatAbstractionsExposes_IsShared(string name) => SharedAssemblies.Contains(name).ShouldBeTrue();

    [Fact]
    public void Surface_OfAbstractions_IsNotOnlyItself() => Exposed.Count.ShouldBeGreaterThan(3);

    [Theory]
    [InlineData("Fleet.Twitch")]
    [InlineData("Fleet.Protocol")]
    [InlineData("Newtonsoft.Json")]
    [InlineData("Microsoft.Extensions.DependencyInjection")]
    public void Assembly_OfTheBotsOwn_IsNotShared(string name) => SharedAssemblies.Contains(name).ShouldBeFalse();

    [Fact]
    public void Version_HigherThanTheWorkers_IsTakenFromTheWorkerWithAWarning()
    {
        // A copy of a later day: the same name, version 99, in the bot's folder.
        var later = new PluginBuilder("Microsoft.Extensions.Primitives", "namespace Microsoft.Extensions.Primitives; public interface IChangeToken { }") { Version = "99.0.0.0", Abstractions = null, HidesFramework = true }.Build(Folder.Path);
        var library = new PluginBuilder("Library", "public static class Library { public static Type Token => typeof(Microsoft.Extensions.Primitives.IChangeToken); }") { Abstractions = null, References = [later], HidesFramework = true }.Build(Folder.Path);
        var plugin = Load(new PluginBuilder("MyBot", PluginSource.Cluster("public object? Ask() => Library.Token;")) { References = [library] }.Build(Folder.Path));

        Ask(plugin).ShouldBe(typeof(Microsoft.Extensions.Primitives.IChangeToken));
        plugin.Warnings.ShouldHaveSingleItem().ShouldContain("Microsoft.Extensions.Primitives 99.0.0");
    }

    // Every assembly outside the framework that a public signature names, and so on in those.
    private static HashSet<Assembly> Surface(Assembly assembly, HashSet<Assembly> seen)
    {
        if (!seen.Add(assembly)) return seen;
        var flags = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var types = assembly.GetExportedTypes().SelectMany(type => new[] { type.BaseType }
            .Concat(type.GetInterfaces())
            .Concat(type.GetGenericArguments().SelectMany(a => a.GetGenericParameterConstraints()))
            .Concat(type.GetFields(flags).Where(f => f.IsPublic || f.IsFamily).Select(f => (Type?)f.FieldType))
            .Concat(type.GetMethods(flags).Where(m => m.IsPublic || m.IsFamily).SelectMany(m => m.GetParameters().Select(p => (Type?)p.ParameterType).Append(m.ReturnType)))
            .Concat(type.GetConstructors(flags).Where(c => c.IsPublic || c.IsFamily).SelectMany(c => c.GetParameters().Select(p => (Type?)p.ParameterType))));
        foreach (var found in types.OfType<Type>().SelectMany(Parts).Select(type => type.Assembly).Distinct())
        {
            if (!File.Exists(Path.Combine(Framework, Path.GetFileName(found.Location)))) Surface(found, seen);
        }

        return seen;
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().Where(a => !a.IsGenericParameter).SelectMany(Parts).Append(type);
}

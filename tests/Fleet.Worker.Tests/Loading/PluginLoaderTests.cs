using System.Runtime.Loader;
using Fleet.TestKit.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Worker.Tests.Loading;

public sealed class PluginLoaderTests : PluginTest
{
    [Fact]
    public async Task Plugin_WithOneBot_StartsIt()
    {
        var plugin = Load(Build(PluginSource.Bot));

        plugin.WorkerClass.FullName.ShouldBe(PluginSource.ClassName);
        plugin.Assembly.GetName().Name.ShouldBe("MyBot");
        plugin.Warnings.ShouldBeEmpty();
        await Create(plugin).RunStartAsync(CancellationToken.None);
    }

    [Fact]
    public void Service_AskedForAsService_IsLoaded() =>
        Load(Build(PluginSource.Service), WorkerKind.Service).WorkerClass.ShouldBeAssignableTo<Type>()!.IsSubclassOf(typeof(BaseServiceWorker)).ShouldBeTrue();

    [Fact]
    public void Context_OfAPlugin_IsItsOwnAndNeverUnloaded()
    {
        var context = AssemblyLoadContext.GetLoadContext(Load(Build(PluginSource.Bot)).Assembly).ShouldNotBeNull();

        context.ShouldNotBe(AssemblyLoadContext.Default);
        context.IsCollectible.ShouldBeFalse();
    }

    [Fact]
    public void Program_AsPlugin_IsLoaded()
    {
        var path = new PluginBuilder("ConsoleBot", PluginSource.Bot + " public static class Start { public static void Main() { } }") { IsProgram = true }.Build(Folder.Path);

        Create(Load(path));
    }

    [Fact]
    public void Folder_ThatIsALink_IsFollowed()
    {
        new PluginBuilder("Library", "public static class Library { public static string Word => \"linked\"; }").Build(Folder.Sub("real"));
        new PluginBuilder("MyBot", PluginSource.Cluster("public object? Ask() => Library.Word;")) { References = [Folder["real", "Library.dll"]] }.Build(Folder.Sub("real"));
        Directory.CreateSymbolicLink(Folder["link"], Folder["real"]);

        Ask(Load(Folder["link", "MyBot.dll"])).ShouldBe("linked");
    }

    [Fact]
    public void Name_BeyondAscii_IsLoaded() => Create(Load(Build(PluginSource.Bot, "Bótčé")));

    [Fact]
    public void File_NamedOtherThanItsAssembly_IsLoaded()
    {
        File.Move(Build(PluginSource.Bot), Folder["renamed.dll"]);

        Create(Load(Folder["renamed.dll"]));
    }

    [Fact]
    public void Constructor_WithParameters_GetsThemFromTheContainer()
    {
        var plugin = Load(Build(PluginSource.Cluster("""
            public sealed class Clock { public string Time => "noon"; }
            public static void ConfigureServices(IServiceCollection services, IConfiguration settings) => services.AddSingleton<Clock>();
            private readonly Clock _clock;
            public Bot(Clock clock) => _clock = clock;
            public object? Ask() => _clock.Time;
            """)));

        Ask(plugin).ShouldBe("noon");
    }

    // AppDomain.Load stands for a library outside the plugin that loads by name: the plugin's own code would find its own context anyway.
    [Fact]
    public void TypeByName_AskedForWhileConstructing_IsThePlugins()
    {
        var plugin = Load(Build(PluginSource.Cluster("""
            private readonly Type? _type = AppDomain.CurrentDomain.Load("MyBot").GetType("Bots.Bot");
            public object? Ask() => _type == GetType();
            """)));

        Ask(plugin).ShouldBe(true);
    }

    [Fact]
    public async Task TypeByName_AskedForWhileStarting_IsThePlugins()
    {
        var plugin = Load(Build(PluginSource.Starting("""await Task.Yield(); if (AppDomain.CurrentDomain.Load("MyBot") != GetType().Assembly) throw new Exception("another one");""")));
        var worker = Create(plugin);

        using (plugin.EnterContext()) await worker.RunStartAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        AssemblyLoadContext.CurrentContextualReflectionContext.ShouldBeNull();
    }

    [Fact]
    public void Registration_OfASharedService_IsTheOneTheWorkerMade()
    {
        var plugin = Load(Build(PluginSource.Cluster("""
            private readonly ILogger<Bot> _log;
            public Bot(ILogger<Bot> log) => _log = log;
            public object? Ask() => _log;
            """)));
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();

        plugin.TryCreate(services, out var worker, out var fault).ShouldBeTrue(fault?.ToText());

        worker.ShouldNotBeNull().GetType().GetMethod("Ask")!.Invoke(worker, null).ShouldBeAssignableTo<Microsoft.Extensions.Logging.ILogger>();
    }
}

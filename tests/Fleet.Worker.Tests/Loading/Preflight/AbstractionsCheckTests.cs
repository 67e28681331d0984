using Fleet.TestKit.Plugins;
using Fleet.Worker.Loading;
using Fleet.Worker.Loading.Preflight;

namespace Fleet.Worker.Tests.Loading.Preflight;

public sealed class AbstractionsCheckTests : PluginTest
{
    private const string Later = """
        namespace Fleet;
        public abstract class BaseClusterWorker { protected virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask; protected virtual void Brand() { } }
        """;

    private static readonly Version Ours = typeof(BaseWorker).Assembly.GetName().Version!;

    private static readonly Version Next = new(Ours.Major, Ours.Minor + 1);

    [Fact]
    public void Bot_AgainstALaterVersion_IsRefused()
    {
        var path = Against(Next, "protected override void Brand() { }");

        LoadFault(path).ToText().ShouldBe(
            $"FLEET1008 MyBot.dll was built against Fleet.Abstractions {Next} ({path}). This Fleet offers {Ours.ToString(2)}. Install Fleet {Next} or newer, or reference Fleet.Abstractions {Ours.ToString(2)} and build again.");
    }

    [Fact]
    public void Bot_AgainstALaterBuildOfTheSameVersion_IsLoaded() => Create(Load(Against(new Version(Ours.Major, Ours.Minor, 99, 1), "")));

    [Fact]
    public void Bot_AgainstAnOlderLine_IsAWarning()
    {
        var image = new PluginImage("MyBot", null, false, new ImageTarget(null, null), [new ImageReference("Fleet.Abstractions", new Version(1, 4, 0, 0))]);
        var warnings = new List<string>();

        AbstractionsCheck.Run(new PluginRequest("/bots/MyBot.dll", null, WorkerKind.Cluster), image, new Version(2, 1), warnings).ShouldBeNull();

        warnings.ShouldBe(["MyBot.dll was built against Fleet.Abstractions 1.4; this Fleet offers 2.1. Build it again against Fleet.Abstractions 2.*."]);
    }

    [Fact]
    public void Library_AgainstALaterVersion_IsRefusedWhenItIsUsed()
    {
        var later = new PluginBuilder("Fleet.Abstractions", Later) { Version = $"{Next}.0.0", Abstractions = null }.Build(Folder.Sub("later"));
        var library = new PluginBuilder("Library", "public static class Library { public static Type Base => typeof(Fleet.BaseClusterWorker); }") { Abstractions = later }.Build(Folder.Path);
        var plugin = Load(new PluginBuilder("MyBot", PluginSource.Cluster("public Bot() { if (Library.Base is null) throw new Exception(); }")) { References = [library] }.Build(Folder.Path));

        var fault = CreateFault(plugin);

        fault.Code.ShouldBe("FLEET1008");
        fault.What.ShouldBe($"Library.dll was built against Fleet.Abstractions {Next}");
        fault.Permanent.ShouldBeTrue();
    }

    [Fact]
    public void Abstractions_InPlaceOfABot_IsRefused() =>
        LoadFault(typeof(BaseWorker).Assembly.Location).What.ShouldBe("Fleet.Abstractions.dll is a library of Fleet, not a bot");

    private string Against(Version version, string members)
    {
        var abstractions = new PluginBuilder("Fleet.Abstractions", Later) { Version = version.Revision < 0 ? $"{version}.0.0" : version.ToString(), Abstractions = null }.Build(Folder.Sub("against"));
        return new PluginBuilder("MyBot", PluginSource.Cluster(members)) { Abstractions = abstractions }.Build(Folder.Path);
    }
}

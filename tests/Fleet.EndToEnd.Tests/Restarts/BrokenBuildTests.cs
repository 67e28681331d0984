using Fleet.EndToEnd.Tests.Demo;
using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Restarts;

/// <summary>P2: the old worker is stopped only after the new one has proved itself; otherwise it keeps serving.</summary>
public sealed class BrokenBuildTests(BrokenBuildTests.DeployedFleet setting) : IClassFixture<BrokenBuildTests.DeployedFleet>
{
    private FleetProcess Fleet => setting.Fleet;

    [Fact]
    [Trait("Scenario", "4")]
    [Trait("Failure", "soft restart to broken code")]
    public async Task Restart_BuildThrowsInStart_SaysWhyAndOldOnesGoOn()
    {
        var old = await setting.ClustersAsync();

        var restart = await RestartWithAsync(PluginSource.ThrowsInStart);

        restart.Error.ShouldContain("FLEET1010");
        restart.Error.ShouldContain("no luck in the start");
        await OldOnesServeAsync(old);
    }

    [Fact]
    [Trait("Scenario", "4")]
    [Trait("Failure", "soft restart to broken code")]
    public async Task Restart_BuildNeverGetsReady_SaysWhyAndOldOnesGoOn()
    {
        var old = await setting.ClustersAsync();

        var restart = await RestartWithAsync(PluginSource.HangsInStart);

        restart.Error.ShouldContain("FLEET1010");
        restart.Error.ShouldContain("did not become ready");
        await OldOnesServeAsync(old);
    }

    [Fact]
    public async Task Restart_BuildThrowsInActivate_IsRolledBack()
    {
        var old = await setting.ClustersAsync();

        var restart = await RestartWithAsync(PluginSource.Cluster(
            """protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken) => throw new InvalidOperationException("no luck in the activation");"""));

        restart.Error.ShouldContain("no luck in the activation");
        await OldOnesServeAsync(old);
    }

    [Fact]
    [Trait("Scenario", "4")]
    [Trait("Failure", "soft restart to broken code")]
    public async Task Restart_BuildCrashesWhileOldIsWarm_OldResumes()
    {
        var old = await setting.ClustersAsync();

        var restart = await RestartWithAsync(PluginSource.Cluster("""
            protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken)
            {
                _ = Task.Run(async () => { await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System); Environment.FailFast("no luck after the activation"); });
                return Task.CompletedTask;
            }
            """));

        restart.Error.ShouldContain("no luck after the activation");
        await OldOnesServeAsync(old);
    }

    [Fact]
    public async Task Restart_BuildIsNoPlugin_SaysWhyAndOldOnesGoOn()
    {
        var old = await setting.ClustersAsync();

        setting.Install("this is no DLL");
        var restart = await Fleet.RunAsync("restart", "clusters");
        setting.InstallGood();

        restart.ExitCode.ShouldBe(1, restart.ToString());
        restart.Error.ShouldMatch("FLEET10\\d\\d");
        await OldOnesServeAsync(old);
    }

    [Fact]
    public async Task Restart_GoodBuildAfterABrokenOne_Succeeds()
    {
        var old = await setting.ClustersAsync();
        await RestartWithAsync(PluginSource.ThrowsInStart);

        var restart = await Fleet.RunAsync("restart", "all");

        restart.ExitCode.ShouldBe(0, $"{restart}\n{Fleet.Log}");
        var clusters = await setting.ClustersAsync();
        clusters.ShouldAllBe(cluster => cluster.Phase == "active" && cluster.Generation > old[0].Generation);
        clusters.Select(cluster => cluster.Pid).ShouldNotContain(pid => old.Any(before => before.Pid == pid));
        await AnswersGoOnAsync();
    }

    private async Task<VerbResult> RestartWithAsync(string source)
    {
        setting.InstallSource(source);
        var restart = await Fleet.RunAsync("restart", "all");
        setting.InstallGood();
        restart.ExitCode.ShouldBe(1, $"{restart}\n{Fleet.Log}");
        return restart;
    }

    private async Task OldOnesServeAsync(IReadOnlyList<ListedWorker> old)
    {
        var clusters = await setting.ClustersAsync();
        clusters.Select(cluster => cluster.Pid).ShouldBe(old.Select(cluster => cluster.Pid));
        clusters.ShouldAllBe(cluster => cluster.Phase == "active");
        await AnswersGoOnAsync();
    }

    private async Task AnswersGoOnAsync()
    {
        var before = (await Fleet.SettledAsync()).Answered;
        (await Fleet.SettledAsync(before)).ShouldBePerfect(Fleet.Log.ToString());
    }

    /// <summary>The demo, with the bot's code in a folder that a test overwrites as a deployment would.</summary>
    public sealed class DeployedFleet : IAsyncLifetime
    {
        private string _folder = "";

        internal FleetProcess Fleet { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _folder = Directory.CreateTempSubdirectory("fe-bot-").FullName;
            InstallGood();
            var file = DemoFleet.File(100, 50, Path.Combine(_folder, "PingBot.dll")).Set("rollout.warm", "1s").Set("start.timeout", "5s");
            Fleet = await FleetProcess.StartAsync(file, DemoFleet.Slots);
        }

        public async ValueTask DisposeAsync()
        {
            await Fleet.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }

        internal async Task<IReadOnlyList<ListedWorker>> ClustersAsync() => [.. (await Fleet.PsAsync()).Where(worker => worker.Kind == "cluster")];

        internal void Install(string text) => File.WriteAllText(Path.Combine(_folder, "PingBot.dll"), text);

        internal void InstallSource(string source) => new PluginBuilder("PingBot", source).Build(_folder);

        internal void InstallGood()
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(FleetProgram.Sample("PingBot"))!)) File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)), overwrite: true);
        }
    }
}

using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Scenarios;

/// <summary>P3: a service that fails at the first start neither wedges the fleet nor needs an operator.</summary>
public sealed class FirstStartTests
{
    // It counts its starts in a file and fails as many as it is told.
    private const string Stumbling = """
        public sealed class Stumbling : BaseServiceWorker
        {
            protected override Task StartAsync(CancellationToken cancellationToken)
            {
                File.AppendAllText(Settings["starts"]!, "x");
                var start = new FileInfo(Settings["starts"]!).Length;
                return start <= int.Parse(Settings["failures"]!) ? throw new InvalidOperationException($"start {start} fails") : Task.CompletedTask;
            }
        }
        """;

    [Fact]
    [Trait("Scenario", "1")]
    [Trait("Failure", "dies before first ready")]
    public async Task Service_FailsItsFirstTwoStarts_ClustersStartAfterIt()
    {
        await using var fleet = FleetProcess.Start(File(failures: 2));

        await fleet.ActiveAsync("cluster-0#1");

        var log = fleet.Log.Lines.ToList();
        log.FindIndex(line => line.Contains(" stats#3 is active ", StringComparison.Ordinal)).ShouldBeInRange(0, log.FindIndex(line => line.Contains("starting cluster-0#1", StringComparison.Ordinal)));
        (await fleet.PsAsync("stats")).Restarts.ShouldBe(2);
    }

    [Fact]
    [Trait("Scenario", "2")]
    public async Task Service_FailsAlways_IsInQuarantine_AndTheOthersRun()
    {
        await using var fleet = FleetProcess.Start(File(failures: 1000));

        await fleet.ActiveAsync("cluster-0#1");

        await fleet.Log.LineAsync("stats is quarantined");
        var stats = await fleet.PsAsync("stats");
        stats.Phase.ShouldBe("quarantined");
        stats.Note.ShouldContain("start 3 fails");
        (await fleet.PsAsync("cluster-0")).Phase.ShouldBe("active");

        // It is no dead end: with its cause mended an order brings it back.
        System.IO.File.AppendAllText(fleet.File["starts"], new string('x', 1000));
        (await fleet.RunAsync("restart", "stats")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.PsAsync("stats")).Phase.ShouldBe("active");
    }

    private static FleetFile File(int failures)
    {
        var file = new FleetFile();
        var bot = new PluginBuilder("Bot", PluginSource.Bot).Build(file["bot"]);
        var stumbling = new PluginBuilder("Stumbling", Stumbling).Build(file["stumbling"]);
        return file.Clusters(1, bot, new { })
            .Service("stats", stumbling, new { starts = file["starts"], failures })
            .Set("logs.level", "debug").Set("restart.backoffFirst", "10ms").Set("restart.losses", 3);
    }
}

using Fleet.EndToEnd.Tests.Demo;
using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Restarts;

/// <summary>A reshard turns the whole fleet to other numbers of clusters and shards, and loses nothing; one that cannot leaves the old layout.</summary>
public sealed class ReshardTests
{
    // Its start hangs, its start fails or its activation fails, as the number of shards says.
    private const string MoodyBot = """
        public sealed class MoodyBot : BaseClusterWorker
        {
            protected override Task StartAsync(CancellationToken cancellationToken) => ShardCount switch
            {
                5 => Task.Delay(Timeout.Infinite, cancellationToken),
                7 => throw new InvalidOperationException("seven is too many"),
                _ => Task.CompletedTask,
            };

            protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken) =>
                ShardCount == 9 && ClusterId == 1 ? throw new InvalidOperationException("nine is not my number") : Task.CompletedTask;
        }
        """;

    [Fact]
    [Trait("Scenario", "8")]
    public async Task Reshard_UnderLoad_LosesAndDoublesNothing()
    {
        await using var fleet = await FleetProcess.StartAsync(DemoFleet.File(messagesPerSecond: 150, commandsPerSecond: 100), DemoFleet.Slots);
        var answered = (await fleet.SettledAsync()).Answered;
        (string[] Words, string[] Clusters)[] rounds =
        [
            (["scale", "4"], ["cluster-0#2", "cluster-1#2", "cluster-2#1", "cluster-3#1"]),
            (["scale", "8"], ["cluster-0#3", "cluster-1#3", "cluster-2#2", "cluster-3#2", "cluster-4#1", "cluster-5#1", "cluster-6#1", "cluster-7#1"]),
            (["reshard", "--clusters", "3", "--shards", "6"], ["cluster-0#4", "cluster-1#4", "cluster-2#3"]),
            (["scale", "1"], ["cluster-0#5"]),
        ];
        foreach (var (words, clusters) in rounds)
        {
            var reshard = await fleet.RunAsync(words);

            reshard.ExitCode.ShouldBe(0, $"{reshard}\n{fleet.Log}");
            (await fleet.PsAsync()).Select(worker => worker.Worker).ShouldBe(["simulator#1", "stats#1", .. clusters]);
            var summary = await fleet.SettledAsync(answered + 20);
            summary.ShouldBePerfect(fleet.Log.ToString());
            answered = summary.Answered;
        }

        fleet.Log.Lines.ShouldNotContain(line => line.Contains("is lost:", StringComparison.Ordinal) || line.Contains(" killing ", StringComparison.Ordinal) || line.Contains("The stats service did not answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reshard_Planned_TellsAndDoesNothing()
    {
        await using var fleet = await FleetProcess.StartAsync(DemoFleet.File(40, 20), DemoFleet.Slots);

        var plan = await fleet.RunAsync("scale", "3", "--plan");

        plan.ExitCode.ShouldBe(0, plan.ToString());
        plan.Out.ShouldContain("cluster-2 would come");
        plan.Out.ShouldContain("Nothing was done.");
        (await fleet.RunAsync("restart", "all", "--plan")).Out.ShouldContain("Nothing was done.");
        (await fleet.PsAsync()).Select(worker => worker.Worker).ShouldBe(["simulator#1", "stats#1", "cluster-0#1", "cluster-1#1"]);
    }

    [Theory]
    [InlineData("7", "seven is too many", "The old layout stays.")]
    [InlineData("9", "nine is not my number", "The old layout is back.")]
    public async Task Reshard_WhoseNewWorkersFail_LeavesTheOldOnesServing(string shards, string cause, string end)
    {
        await using var fleet = await MoodyAsync();

        var reshard = await fleet.RunAsync("reshard", "--clusters", "3", "--shards", shards);

        reshard.ExitCode.ShouldBe(1, $"{reshard}\n{fleet.Log}");
        reshard.Error.ShouldContain(cause);
        reshard.Error.ShouldContain(end);
        await fleet.ActiveAsync("cluster-0#1");
        await fleet.ActiveAsync("cluster-1#1");
        (await fleet.PsAsync()).Select(worker => worker.Worker).ShouldBe(["cluster-0#1", "cluster-1#1"]);
    }

    [Fact]
    public async Task Reshard_Aborted_LeavesTheOldLayout_AndMeanwhileNothingElseRuns()
    {
        await using var fleet = await MoodyAsync();
        var reshard = fleet.RunAsync("reshard", "--clusters", "4", "--shards", "5");
        await fleet.Log.LineAsync("starting cluster-0#2");

        (await fleet.RunAsync("restart", "all")).ExitCode.ShouldBe(4);
        (await fleet.RunAsync("operation", "abort")).ExitCode.ShouldBe(0, fleet.Log.ToString());

        var ended = await reshard;
        ended.ExitCode.ShouldBe(1, ended.ToString());
        ended.Error.ShouldContain("It was aborted. The old layout stays.");
        (await fleet.PsAsync()).Select(worker => worker.Worker).ShouldBe(["cluster-0#1", "cluster-1#1"]);
        (await fleet.RunAsync("operation", "abort")).ExitCode.ShouldBe(4);
    }

    [Fact]
    public async Task Service_AddedAndRemoved_WhileTheFleetRuns()
    {
        await using var fleet = await FleetProcess.StartAsync(DemoFleet.File(40, 20), DemoFleet.Slots);

        var added = await fleet.RunAsync("service", "add", "second", "--path", FleetProgram.Sample("StatsService"));
        added.ExitCode.ShouldBe(0, $"{added}\n{fleet.Log}");
        (await fleet.PsAsync("second")).Phase.ShouldBe("active");
        (await fleet.RunAsync("service", "add", "second")).ExitCode.ShouldBe(4);
        (await fleet.RunAsync("restart", "second")).ExitCode.ShouldBe(0, fleet.Log.ToString());

        (await fleet.RunAsync("service", "remove", "second")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.PsAsync()).ShouldNotContain(worker => worker.Slot == "second");
        (await fleet.RunAsync("service", "remove", "second")).ExitCode.ShouldBe(4);
        (await fleet.RunAsync("service", "remove", "cluster-0")).ExitCode.ShouldBe(4);
    }

    private static async Task<FleetProcess> MoodyAsync()
    {
        var file = new FleetFile();
        var bot = new PluginBuilder("Moody", MoodyBot).Build(file["moody"]);
        return await FleetProcess.StartAsync(file.Clusters(2, bot, new { }).Set("rollout.warm", "300ms").Set("logs.level", "debug"), "cluster-0", "cluster-1");
    }
}

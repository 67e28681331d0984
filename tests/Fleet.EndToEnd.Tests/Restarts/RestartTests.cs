using System.Text.Json;
using Fleet.EndToEnd.Tests.Demo;
using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Restarts;

/// <summary>P1: a planned restart loses nothing and doubles nothing.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 2)]
    public async Task RestartAll_UnderLoad_LosesAndDoublesNothing(int surge, int generations)
    {
        var file = DemoFleet.File(messagesPerSecond: 200, commandsPerSecond: 250).Set("rollout.surge", surge);
        await using var fleet = await FleetProcess.StartAsync(file, DemoFleet.Slots);
        var simulator = (await fleet.PsAsync("simulator")).Pid;
        var answered = (await fleet.SettledAsync()).Answered;

        for (var generation = 2; generation <= generations; generation++)
        {
            var restart = await fleet.RunAsync("restart", "all");

            restart.ExitCode.ShouldBe(0, $"{restart}\n{fleet.Log}");
            restart.Out.ShouldContain("simulator is pinned: left out");
            var workers = await fleet.PsAsync();
            workers.Select(worker => worker.Generation).ShouldBe([1, generation, generation, generation]);
            workers.Select(worker => worker.Worker).ShouldBe(["simulator#1", $"stats#{generation}", $"cluster-0#{generation}", $"cluster-1#{generation}"]);
            workers.ShouldAllBe(worker => worker.Phase == "active" && worker.Restarts == 0);
            workers[0].Pid.ShouldBe(simulator);
            (await CommandFailuresAsync(fleet)).ShouldBe(0);
            var summary = await fleet.SettledAsync(answered);
            summary.ShouldBePerfect(fleet.Log.ToString());
            answered = summary.Answered;
        }

        fleet.Log.Lines.ShouldNotContain(line => line.Contains("is lost:", StringComparison.Ordinal) || line.Contains(" killing ", StringComparison.Ordinal) || line.Contains("The stats service did not answer", StringComparison.Ordinal));
        fleet.Signal(ProcessTable.Terminate);
        (await fleet.ExitAsync()).ShouldBe(0);
        fleet.LastSummary().ShouldBePerfect(fleet.Log.ToString());
    }

    [Fact]
    [Trait("Scenario", "5")]
    public async Task Restart_UnderCommandsThatTakeLong_LosesNoReply()
    {
        var file = ProbeFleet.File(0, "stats");
        file.Service("sender", Path.Combine(file["probe"], "Probe.dll"), new { doors = file["d"] }, ProbeSource.Service, pinned: true);
        await using var fleet = await FleetProcess.StartAsync(file, "sender", "stats");
        await fleet.TellAsync("sender#1", "load stats slow");

        for (var round = 0; round < 2; round++)
        {
            var restart = await fleet.RunAsync("restart", "stats");
            restart.ExitCode.ShouldBe(0, $"{restart}\n{fleet.Log}");
        }

        var account = (await fleet.TellAsync("sender#1", "unload stats")).Split(' ');
        account.ShouldBe([account[0], "events,", account[2], "of", account[2], "commands", "answered"]);
    }

    [Fact]
    public async Task Restart_OfSomeSlots_TouchesOnlyThose()
    {
        await using var fleet = await FleetProcess.StartAsync(DemoFleet.File(40, 20), DemoFleet.Slots);

        (await fleet.RunAsync("restart", "cluster-0")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.PsAsync()).Select(worker => worker.Worker).ShouldBe(["simulator#1", "stats#1", "cluster-0#2", "cluster-1#1"]);

        var hard = await fleet.RunAsync("restart", "clusters", "--hard");
        hard.ExitCode.ShouldBe(0, $"{hard}\n{fleet.Log}");
        (await fleet.PsAsync()).Select(worker => worker.Worker).ShouldBe(["simulator#1", "stats#1", "cluster-0#3", "cluster-1#2"]);

        var unknown = await fleet.RunAsync("restart", "cluster-7");
        unknown.ExitCode.ShouldBe(4);
        unknown.Error.ShouldContain("FLEET4002");
        var pinned = await fleet.RunAsync("restart", "simulator");
        pinned.ExitCode.ShouldBe(4, pinned.ToString());
        var answered = (await fleet.SettledAsync()).Answered;
        await fleet.SettledAsync(answered);
    }

    [Fact]
    [Trait("Scenario", "7")]
    public async Task StopAndStart_OfOneSlot_LeaveTheOthers()
    {
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(2, "stats"), "stats", "cluster-0", "cluster-1");
        var before = (await fleet.PsAsync()).ToDictionary(worker => worker.Slot, worker => worker.Pid);

        (await fleet.RunAsync("stop", "cluster-1")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.PsAsync("cluster-1")).Phase.ShouldBe("stopped");
        ProcessTable.IsAlive(before["cluster-1"]).ShouldBeFalse();
        (await fleet.TellAsync("stats#1", "ask cluster-1 1")).ShouldStartWith("error Unavailable NotExecuted");

        (await fleet.RunAsync("start", "cluster-1")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.TellAsync("stats#1", "ask cluster-1 1")).ShouldBe("value 1 by cluster-1#2");
        var after = (await fleet.PsAsync()).ToDictionary(worker => worker.Slot, worker => worker.Pid);
        after["stats"].ShouldBe(before["stats"]);
        after["cluster-0"].ShouldBe(before["cluster-0"]);

        var question = await fleet.RunAsync("stop");
        question.ExitCode.ShouldBe(4);
        (await fleet.RunAsync("stop", "-y")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.ExitAsync()).ShouldBe(0);
        (await fleet.RunAsync("ps")).ExitCode.ShouldBe(3);
    }

    private static async Task<double> CommandFailuresAsync(FleetProcess fleet)
    {
        var stats = await fleet.RunAsync("stats", "--json", "--collect");
        stats.ExitCode.ShouldBe(0, stats.ToString());
        var root = JsonDocument.Parse(stats.Out).RootElement;
        root.GetProperty("missing").GetArrayLength().ShouldBe(0, stats.Out);
        var values = root.GetProperty("clusters").EnumerateArray().Select(cluster => cluster.GetProperty("values")).ToList();
        values.Count.ShouldBe(2);
        return values.Sum(value => value.GetProperty("commandFailures").GetDouble());
    }
}

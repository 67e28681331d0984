using System.Text.Json;
using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Liveness;

/// <summary>P3 and P4: a worker that stands still or does not get on is found, told, and replaced; the others go on.</summary>
public sealed class LivenessTests
{
    [Fact]
    [Trait("Scenario", "11")]
    [Trait("Failure", "hung process")]
    [Trait("Failure", "stats with one hung worker")]
    public async Task Worker_Stopped_IsKilledAndFollowed_AndStatsGoOnWithoutIt()
    {
        // The worker that asks waits longer than the silence: what it hears is that the other was lost, not that its own time is over.
        await using var fleet = await FleetProcess.StartAsync(File().Set("liveness.silence", "10s").Set("ipc.timeout", "60s").Set("stats.timeout", "300ms"), "other", "stats");
        var stopped = await fleet.PsAsync("stats");
        var other = await fleet.PsAsync("other");
        await ProcessTable.StopAsync(stopped.Pid);

        var asked = fleet.TellAsync("other#1", "ask stats 1");
        (await MissingAsync(fleet)).ShouldBe(["stats"]);

        await Killed(fleet, "stats#1", "it does not respond: it gave no sign of life for ");
        (await asked).ShouldStartWith("error TargetLost Unknown");
        await fleet.ActiveAsync("stats#2");
        fleet.Log.ToString().ShouldContain("stats#1 hangs and leaves no dump: its process was stopped from outside (SIGSTOP) and cannot write one");
        ProcessTable.IsAlive(stopped.Pid).ShouldBeFalse();
        (await fleet.TellAsync("other#1", "ask stats 2")).ShouldBe("value 2 by stats#2");
        (await MissingAsync(fleet)).ShouldBeEmpty();
        var after = await fleet.PsAsync();
        after.Single(worker => worker.Slot == "stats").Note.ShouldStartWith("after the loss of stats#1: it does not respond: it gave no sign of life for ");
        after.Single(worker => worker.Slot == "other").Pid.ShouldBe(other.Pid);
    }

    [Fact]
    public async Task Worker_WithoutThreadsInItsPool_GetsNoCommands_AndIsReplaced()
    {
        await using var fleet = await FleetProcess.StartAsync(File().Set("liveness.behind", "2s").Set("liveness.stuck", "12s").Set("rollout.drain", "1s"), "other", "stats");
        var starved = await fleet.PsAsync("stats");
        (await fleet.TellAsync("stats#1", "starve 400")).ShouldBe("begun");

        await LineAsync(fleet, "stats#1 does not keep up and gets no new commands: work has waited in its thread pool for ");
        (await fleet.TellAsync("other#1", "ask stats 1")).ShouldStartWith("error Busy NotExecuted");
        (await fleet.PsAsync("stats")).Note.ShouldStartWith("work has waited in its thread pool for ");

        await LineAsync(fleet, "replacing stats#1 (replace-stats-2): stats#1 is stuck: work has waited in its thread pool for ");
        await DumpAsync(fleet, "stats#1");
        await fleet.ActiveAsync("stats#2");
        await LineAsync(fleet, "replace-stats-2 Succeeded");
        ProcessTable.IsAlive(starved.Pid).ShouldBeFalse();
        (await fleet.TellAsync("other#1", "ask stats 2")).ShouldBe("value 2 by stats#2");
        // It could not drain any more, which is why it did not end by itself.
        (await fleet.PsAsync("stats")).Note.ShouldStartWith("after the loss of stats#1: it did not drain in time: work has waited in its thread pool for ");
    }

    [Fact]
    public async Task Worker_WhoseHandlersWaitForEachOther_IsKilledAndFollowed()
    {
        await using var fleet = await FleetProcess.StartAsync(File().Set("liveness.behind", "3s").Set("liveness.stuck", "3s").Set("liveness.hung", "3s"), "other", "stats");
        // Each handler that blocks is given up for another thread, until there are too many.
        (await fleet.TellAsync("other#1", "deadlock stats 100")).ShouldBe("begun");

        await Killed(fleet, "stats#1", "it does not respond: messages have waited for its handlers for ");
        await DumpAsync(fleet, "stats#1");
        await fleet.ActiveAsync("stats#2");
        (await fleet.TellAsync("other#1", "ask stats 2")).ShouldBe("value 2 by stats#2");
        (await fleet.PsAsync("stats")).Note.ShouldStartWith("after the loss of stats#1: it does not respond: messages have waited");
        (await fleet.PsAsync("other")).Worker.ShouldBe("other#1");
    }

    private static FleetFile File()
    {
        var file = ProbeFleet.File(0, "other", "stats");
        return file.Set("dumps.directory", file["dumps"]);
    }

    private static Task<string> LineAsync(FleetProcess fleet, string text) => fleet.Log.WaitForLineAsync(line => line.Contains(text, StringComparison.Ordinal), text);

    private static Task<string> Killed(FleetProcess fleet, string worker, string why) => LineAsync(fleet, $"killing {worker}: {worker} is killed: {why}");

    private static async Task DumpAsync(FleetProcess fleet, string worker)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(await LineAsync(fleet, $"{worker} hangs and left a dump: "));
        var dump = Directory.GetFiles(fleet.File["dumps"]).ShouldHaveSingleItem();
        Path.GetFileName(dump).ShouldStartWith(worker.Replace('#', '.') + "-");
        new FileInfo(dump).Length.ShouldBeGreaterThan(100_000);
    }

    private static async Task<string[]> MissingAsync(FleetProcess fleet)
    {
        var stats = await fleet.RunAsync("stats", "--json", "--collect");
        stats.ExitCode.ShouldBe(0, stats.ToString());
        return [.. JsonDocument.Parse(stats.Out).RootElement.GetProperty("missing").EnumerateArray().Select(slot => slot.GetString()!)];
    }
}

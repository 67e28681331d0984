using System.Text.Json;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>P3 and P4: a worker that stands still or does not get on is found, told, and replaced; the others go on, and no message is left without an end.</summary>
public sealed class HungWorkerTests
{
    [Fact]
    [Trait("Scenario", "11")]
    [Trait("Failure", "hung process")]
    [Trait("Failure", "stats with one hung worker")]
    public async Task CH_05_Workers_Stopped_AreKilledAndFollowed_AndStatsGoOnWithoutThem()
    {
        // The worker that asks waits longer than the silence: what it hears is that the other was lost, not that its own time is over.
        var file = File("woken").Set("liveness.silence", "10s").Set("stats.timeout", "300ms").Set("restart.losses", 32);
        await using var run = await ChaosRun.StartAsync(file, ChaosFleet.Caller, "stats", "woken");
        var fleet = run.Fleet;
        var caller = await fleet.PsAsync("caller");
        for (var round = 1; round <= ChaosScale.Of(1, 5); round++)
        {
            var (stopped, pid) = run.Serving("stats");
            var (woken, wokenPid) = run.Serving("woken");
            await run.TellAsync("caller#1", "begin services 100 32 100 60000 stats woken");
            var gone = Task.WhenAll(run.DoomAsync(stopped, pid, "stopped"), run.DoomAsync(woken, wokenPid, "stopped"));
            await ProcessTable.StopAsync(pid);
            await ProcessTable.StopAsync(wokenPid);
            (await MissingAsync(fleet)).ShouldBe(["stats", "woken"]);

            // One is woken as its end is decided: it may or may not go on for a moment, and must not be taken for its successor.
            await fleet.Log.LineAsync($"{woken} hangs and leaves no dump: its process was stopped from outside (SIGSTOP) and cannot write one");
            ProcessTable.Send(wokenPid, ProcessTable.Continue);
            await KilledAsync(fleet, stopped, "it does not respond: it gave no sign of life for ");
            await KilledAsync(fleet, woken, "it does not respond: it gave no sign of life for ");
            await gone;
            await run.SuccessorAsync(stopped);
            await run.SuccessorAsync(woken);
            await run.EndLoadAsync(ChaosFleet.Caller);
        }

        await run.NoteProcessesAsync();
        var journal = run.ShouldHold();
        ChaosRun.Say(Figures.Describe("a stop to the end of the commands in hand", Figures.LossesTold(journal)));
        ChaosRun.Say(Figures.Describe("a stop to the successor", Figures.Replacements(journal)));
        journal.ShouldContain(line => line.What == "ended" && line.Words[2] == "TargetLost");
        (await MissingAsync(fleet)).ShouldBeEmpty();
        var after = await fleet.PsAsync();
        after.Single(worker => worker.Slot == "stats").Note.ShouldContain(": it does not respond: it gave no sign of life for ");
        after.Single(worker => worker.Slot == "caller").Pid.ShouldBe(caller.Pid);
    }

    [Fact]
    public async Task CH_06_Worker_WithoutThreadsInItsPool_GetsNoCommands_AndIsReplaced()
    {
        await using var run = await ChaosRun.StartAsync(File().Set("liveness.behind", "2s").Set("liveness.stuck", "12s").Set("rollout.drain", "1s"), ChaosFleet.Caller, "stats");
        var fleet = run.Fleet;
        var starved = await fleet.PsAsync("stats");
        (await run.TellAsync("stats#1", "starve 400")).ShouldBe("begun");

        await fleet.Log.LineAsync("stats#1 does not keep up and gets no new commands: work has waited in its thread pool for ");
        (await run.TellAsync("caller#1", "ask stats 1")).ShouldStartWith("error Busy NotExecuted");
        (await fleet.PsAsync("stats")).Note.ShouldStartWith("work has waited in its thread pool for ");
        await run.TellAsync("caller#1", "begin stats 50 32 100 10000 stats");

        await fleet.Log.LineAsync("replacing stats#1 (replace-stats-2): stats#1 is stuck: work has waited in its thread pool for ");
        var gone = run.DoomAsync("stats#1", starved.Pid, "starved");
        await DumpAsync(fleet, "stats#1");
        await gone;
        await fleet.ActiveAsync("stats#2");
        await fleet.Log.LineAsync("replace-stats-2 Succeeded");
        await run.EndLoadAsync(ChaosFleet.Caller);
        await run.NoteProcessesAsync();
        var journal = run.ShouldHold();
        journal.ShouldContain(line => line.What == "ended" && line.Words[1] == "NotExecuted" && line.Words[2] == "Busy");
        // It could not drain any more, which is why it did not end by itself.
        (await fleet.PsAsync("stats")).Note.ShouldStartWith("after the loss of stats#1: it did not drain in time: work has waited in its thread pool for ");
    }

    [Fact]
    public async Task CH_06b_Worker_WhoseHandlersWaitForEachOther_IsKilledAndFollowed()
    {
        await using var run = await ChaosRun.StartAsync(File().Set("liveness.behind", "3s").Set("liveness.stuck", "3s").Set("liveness.hung", "3s"), ChaosFleet.Caller, "stats");
        var fleet = run.Fleet;
        var gone = run.DoomAsync("stats#1", run.Serving("stats").Pid, "deadlocked");
        await run.TellAsync("caller#1", "begin stats 50 32 100 60000 stats");
        // Each handler that blocks is given up for another thread, until there are too many.
        (await run.TellAsync("caller#1", "deadlock stats 100")).ShouldBe("begun");

        await KilledAsync(fleet, "stats#1", "it does not respond: messages have waited for its handlers for ");
        await DumpAsync(fleet, "stats#1");
        await gone;
        await fleet.ActiveAsync("stats#2");
        await run.EndLoadAsync(ChaosFleet.Caller);
        await run.NoteProcessesAsync();
        run.ShouldHold();
        (await fleet.PsAsync("stats")).Note.ShouldStartWith("after the loss of stats#1: it does not respond: messages have waited");
        (await fleet.PsAsync("caller")).Worker.ShouldBe("caller#1");
    }

    private static FleetFile File(params string[] more)
    {
        var file = ChaosFleet.File(0, services: ["stats", .. more]);
        return file.Set("dumps.directory", file["dumps"]);
    }

    private static Task<string> KilledAsync(FleetProcess fleet, string worker, string why) => fleet.Log.LineAsync($"killing {worker}: {worker} is killed: {why}");

    private static async Task DumpAsync(FleetProcess fleet, string worker)
    {
        ChaosRun.Say(await fleet.Log.LineAsync($"{worker} hangs and left a dump: "));
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

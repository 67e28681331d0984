using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>P1 and P3: a leak in one worker costs neither a message nor the host.</summary>
public sealed class LeakTests
{
    [Fact]
    public async Task CH_07_Worker_ThatLeaks_IsReplacedUnderLoad_AndNothingIsLost()
    {
        await using var run = await ChaosRun.StartAsync(File(), ChaosFleet.Caller, "stats");
        await run.TellAsync("caller#1", "begin stats 250 32 500 10000 stats");
        (await run.TellAsync("stats#1", "leak 150")).ShouldBe("150 MiB kept");

        await run.Fleet.Log.LineAsync("replacing stats#1 (replace-stats-2): stats#1 has too much memory: it has ");
        await run.Fleet.ActiveAsync("stats#2");
        await run.Fleet.Log.LineAsync("replace-stats-2 Succeeded");

        await run.EndLoadAsync(ChaosFleet.Caller);
        await run.NoteProcessesAsync();
        var journal = run.ShouldHold(allSucceed: true);
        ChaosRun.Say(Figures.Describe("nobody acts", Figures.Gaps(journal)));
        var stats = await run.Fleet.PsAsync("stats");
        stats.Restarts.ShouldBe(0);
        stats.Note.ShouldStartWith("replaced: stats#1 has too much memory: it has ");
        run.Fleet.Log.Lines.ShouldNotContain(line => line.Contains("is lost:", StringComparison.Ordinal) || line.Contains("killing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CH_07b_Worker_FarAboveItsLimit_IsKilledAndFollowed()
    {
        // One limit for both, or a machine slow enough would begin with the milder one.
        await using var run = await ChaosRun.StartAsync(File().Set("memory.hardPercent", 100), ChaosFleet.Caller, "stats");
        await run.TellAsync("caller#1", "begin stats 100 32 100 10000 stats");
        var gone = run.DoomAsync("stats#1", run.Serving("stats").Pid, "bloated");
        // The answer may or may not come: the worker can be gone before.
        await run.TellAsync("stats#1", "bloat 500");

        await run.Fleet.Log.LineAsync("killing stats#1: stats#1 is killed: it has too much memory: it has ");
        await gone;
        await run.Fleet.ActiveAsync("stats#2");
        await run.EndLoadAsync(ChaosFleet.Caller);
        await run.NoteProcessesAsync();
        run.ShouldHold();
        (await run.Fleet.PsAsync("stats")).Restarts.ShouldBe(1);
    }

    private static FleetFile File() => ChaosFleet.File(0, services: "stats").Set("services.stats.memoryLimit", "160MiB").Set("memory.sample", "500ms");
}

using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Liveness;

/// <summary>P1 and P3: a leak in one worker costs neither a message nor the host.</summary>
public sealed class MemoryTests
{
    [Fact]
    public async Task Worker_ThatLeaks_IsReplacedUnderLoad_AndNothingIsLost()
    {
        await using var fleet = await FleetProcess.StartAsync(File(), "sender", "stats");
        await fleet.TellAsync("sender#1", "load stats");
        (await fleet.TellAsync("stats#1", "leak 150")).ShouldBe("150 MiB kept");

        await LineAsync(fleet, "replacing stats#1 (replace-stats-2): stats#1 has too much memory: it has ");
        await fleet.ActiveAsync("stats#2");
        await LineAsync(fleet, "replace-stats-2 Succeeded");

        var account = (await fleet.TellAsync("sender#1", "unload stats")).Split(' ');
        account.ShouldBe([account[0], "events,", account[2], "of", account[2], "commands", "answered"]);
        (await fleet.TellAsync("stats#2", "received sender")).ShouldBe($"{account[0]} received, {account[0]} different, in order, from 1 to {account[0]}");
        var stats = await fleet.PsAsync("stats");
        stats.Restarts.ShouldBe(0);
        stats.Note.ShouldStartWith("replaced: stats#1 has too much memory: it has ");
        fleet.Log.Lines.ShouldNotContain(line => line.Contains("is lost:", StringComparison.Ordinal) || line.Contains("killing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Worker_FarAboveItsLimit_IsKilledAndFollowed()
    {
        // One limit for both, or a machine slow enough would begin with the milder one.
        await using var fleet = await FleetProcess.StartAsync(File().Set("memory.hardPercent", 100), "sender", "stats");
        // The answer may or may not come: the worker can be gone before.
        await fleet.TellAsync("stats#1", "bloat 500");

        await LineAsync(fleet, "killing stats#1: stats#1 is killed: it has too much memory: it has ");
        await fleet.ActiveAsync("stats#2");
        (await fleet.TellAsync("sender#1", "ask stats 2")).ShouldBe("value 2 by stats#2");
        (await fleet.PsAsync("stats")).Restarts.ShouldBe(1);
    }

    private static FleetFile File()
    {
        var file = ProbeFleet.File(0, "sender", "stats");
        return file.Set("services.stats.memoryLimit", "160MiB").Set("memory.sample", "500ms");
    }

    private static Task<string> LineAsync(FleetProcess fleet, string text) => fleet.Log.WaitForLineAsync(line => line.Contains(text, StringComparison.Ordinal), text);
}

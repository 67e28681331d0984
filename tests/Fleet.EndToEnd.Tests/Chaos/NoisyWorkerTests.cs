using Fleet.EndToEnd.Tests.Chaos.Oracles;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>P3 and P5: a worker that sends, prints and asks as fast as it can costs the others little, and nothing of theirs is lost.</summary>
public sealed class NoisyWorkerTests
{
    [Fact]
    public async Task CH_24_Worker_NoisyInEveryWay_CostsTheOthersNothing()
    {
        string[] slots = [ChaosFleet.Caller, "noisy", "sink", "other"];
        await using var run = await ChaosRun.StartAsync(ChaosFleet.File(0, services: slots[1..]).Set("logs.level", "information"), slots);
        await run.TellAsync("caller#1", "begin other 100 32 200 10000 other");
        await run.TellAsync("other#1", "begin caller 100 32 200 10000 caller");
        var before = ProcessSize.Of(run.Fleet.Pid);
        var (noisy, pid) = run.Serving("noisy");

        // Far more than it can be relieved of: it is to wait for itself, not others for it.
        (await run.TellAsync(noisy, $"pour sink {ChaosScale.Of(40_000, 1_000_000)} 64 200000")).ShouldEndWith(" poured");
        (await run.TellAsync(noisy, "settle sink sink")).ShouldBe("settled");
        (await run.TellAsync(noisy, $"spill {ChaosScale.Of(5, 100)}")).ShouldBe("spilt");
        // Commands whose answers it does not read: it stands still from here on.
        await run.TellAsync(noisy, "burst other 10000 10000");
        await ProcessTable.StopAsync(pid);
        (await run.TellAsync("caller#1", "ask other 1")).ShouldBe("value 1 by other#1");
        var after = ProcessSize.Of(run.Fleet.Pid);
        ProcessTable.Send(pid, ProcessTable.Continue);
        (await run.TellAsync(noisy, "await")).ShouldBe("all ended");

        await run.EndLoadAsync(ChaosFleet.Caller, "other");
        var counted = await run.NoteDropsAsync();
        await run.NoteProcessesAsync();
        var journal = run.ShouldHold();
        journal.ShouldNotContain(line => line.What == "ended" && line.Who != noisy && line.Words[1] != "Ok");
        journal.ShouldNotContain(line => line.What == "dropped" && line.Words[0] != "sink#1");
        // What was lost is what was counted (ShouldHold), and for nobody but the one that was flooded. Whoever's reply was lost was told by its deadline.
        counted.GetProperty("slots").EnumerateArray().Where(slot => slot.GetProperty("eventsOverflowed").GetInt64() > 0).ShouldAllBe(slot => slot.GetProperty("slot").GetString() == "sink");
        counted.GetProperty("repliesLost").GetInt32().ShouldBeLessThanOrEqualTo(journal.Count(line => line.What == "ended" && line.Words[2] == "TimedOut"));
        run.Judge("the Admiral", new GrowthOracle(Bytes: 64L << 20, Handles: 10, Threads: 20).Check(before, after));
        ChaosRun.Say($"the Admiral: {before}; then {after}");
        ChaosRun.Say(Figures.Describe("the others' answers", Figures.Answers(journal, ask => ask.Who != noisy)));
        ChaosRun.Say($"told of drops: {string.Join(", ", journal.Where(line => line.What == "dropped"))}");
        run.Fleet.Log.Lines.Count(line => line.EndsWith("xxx", StringComparison.Ordinal)).ShouldBe(ChaosScale.Of(5, 100) * 1024);
    }
}

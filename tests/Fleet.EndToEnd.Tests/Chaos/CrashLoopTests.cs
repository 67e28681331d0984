using Fleet.EndToEnd.Tests.Chaos.Oracles;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>P3: a worker that cannot live is followed at a pace that slows down, then given up for a while, and nobody else notices.</summary>
public sealed class CrashLoopTests
{
    [Fact]
    [Trait("Failure", "crash loop after ready")]
    public async Task CH_02_Workers_DyingAgainAndAgain_AreStartedEverMoreSlowly()
    {
        var pace = ChaosScale.Full
            ? new PaceOracle(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), Losses: 5, TimeSpan.FromSeconds(10))
            : new PaceOracle(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(60), Losses: 4, TimeSpan.FromSeconds(1));
        var file = ChaosFleet.File(1, services: ["exits", "dies"])
            .Set("restart.losses", pace.Losses).Set("restart.window", "5m").Set("restart.stableAfter", "1h")
            .Set("restart.backoffFirst", $"{pace.First.TotalMilliseconds}ms").Set("restart.quarantineRetry", $"{pace.Retry.TotalSeconds}s");
        await using var run = ChaosRun.Start(file, ChaosFleet.Caller, "cluster-0");
        run.Journal.SetMood("exits", "exits-in-load");
        run.Journal.SetMood("dies", $"dies-after {ChaosScale.Of(100, 3000)}");
        foreach (var slot in (string[])[ChaosFleet.Caller, "cluster-0"]) await run.Fleet.ActiveAsync($"{slot}#1");
        await run.TellAsync("caller#1", "begin cluster-0 100 32 100 10000 cluster-0");

        foreach (var slot in (string[])["exits", "dies"])
        {
            await run.Fleet.Log.LineAsync($" {slot} is quarantined, next try in ");
            // Further tries, at the pace of the quarantine.
            await run.Fleet.Log.LineAsync($" {slot}#{pace.Losses + ChaosScale.Of(1, 3)} is lost: ");
        }

        (await run.Fleet.PsAsync()).Where(worker => worker.Slot is "exits" or "dies").ShouldAllBe(worker => worker.Note.Length > 0);
        await run.EndLoadAsync(ChaosFleet.Caller);
        var journal = run.ShouldHold(allSucceed: true);
        run.Judge("exits", pace.Check(journal, "exits"));
        run.Judge("dies", pace.Check(journal, "dies"));
        journal.Count(line => line is { What: "began", Slot: "cluster-0" }).ShouldBe(1);
        run.Fleet.Log.Lines.Count(line => line.Contains(" exits is quarantined", StringComparison.Ordinal)).ShouldBe(1, "it is told once");
    }
}

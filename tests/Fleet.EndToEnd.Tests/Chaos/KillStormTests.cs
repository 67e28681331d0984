using Fleet.EndToEnd.Tests.Chaos.Oracles;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>P3 and P4: workers that are killed again and again cost the others nothing, and every message has an end that tells the truth.</summary>
public sealed class KillStormTests
{
    private const int Clusters = 4;

    [Fact]
    [Trait("Scenario", "6")]
    public async Task CH_01_Workers_KilledUnderLoad_CostNothingThatWasAcknowledged()
    {
        var clusters = ChaosFleet.Clusters(Clusters);
        var targets = string.Join(' ', clusters);
        // Together 200 events and 500 commands a second. No slot is to be given up: here it is not its code that fails.
        var file = ChaosFleet.File(Clusters, $"everyone 25 32 50 10000 {targets} {ChaosFleet.Caller}")
            .Set("restart.losses", 32).Set("restart.window", "1s").Set("restart.stableAfter", "1s").Set("restart.backoffFirst", "10ms");
        await using var run = await ChaosRun.StartAsync(file, [ChaosFleet.Caller, .. clusters]);
        await run.TellAsync("caller#1", $"begin everyone 100 32 300 10000 {targets}");
        await run.BeginLoadAsync(clusters);
        await PauseAsync(1000);
        var before = ProcessSize.Of(run.Fleet.Pid);

        var felled = new HashSet<string>(StringComparer.Ordinal);
        var last = "";
        for (var kills = ChaosScale.Of(12, 200); kills > 0; kills--)
        {
            await PauseAsync(250 + run.Random.Below(500));
            // One that has just been killed and not been followed yet is not there to be killed.
            var standing = clusters.Select(run.Serving).Where(serving => !felled.Contains(serving.Worker)).ToList();
            if (standing.Count == 0) continue;
            var (worker, pid) = standing[run.Random.Below(standing.Count)];
            felled.Add(last = worker);
            await run.FellAsync(worker, pid);
        }

        foreach (var worker in clusters.Select(slot => run.Serving(slot).Worker).Where(felled.Contains)) await run.SuccessorAsync(worker);
        await run.EndLoadAsync([ChaosFleet.Caller, .. clusters]);
        await run.NoteProcessesAsync();

        var journal = run.ShouldHold();
        var first = journal.First(line => line.What == "felled").At;
        ChaosRun.Say($"{felled.Count} kills, the last of {last}");
        ChaosRun.Say(Figures.Describe("a kill to the end of the commands in hand", Figures.LossesTold(journal)));
        ChaosRun.Say(Figures.Describe("a kill to the successor", Figures.Replacements(journal)));
        ChaosRun.Say(Figures.Describe("answers before the first kill", Figures.Answers(journal, ask => ask.At < first)));
        ChaosRun.Say(Figures.Describe("answers after it", Figures.Answers(journal, ask => ask.At > first)));
        var after = ProcessSize.Of(run.Fleet.Pid);
        ChaosRun.Say($"the Admiral: {before}; then {after}");
        run.Judge("the Admiral", new GrowthOracle(Bytes: 64L << 20, Handles: 10, Threads: 20).Check(before, after));
    }

    // The harm has a pace of its own; nothing is waited for.
    private static Task PauseAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);
}

using Fleet.EndToEnd.Tests.Chaos.Journals;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>P3: a start of many workers at once takes its time, and none of them is given up for it.</summary>
public sealed class StartStormTests
{
    [Fact]
    public async Task CH_27_Workers_StartedAllAtOnce_AllBecomeActive()
    {
        var count = ChaosScale.Of(12, 64);
        var clusters = ChaosFleet.Clusters(count);
        await using var run = await ChaosRun.StartAsync(ChaosFleet.File(count), [ChaosFleet.Caller, .. clusters]);

        await run.TellAsync("caller#1", $"begin clusters 100 32 100 10000 {string.Join(' ', clusters)}");
        await run.EndLoadAsync(ChaosFleet.Caller);
        await run.NoteProcessesAsync();

        var journal = run.ShouldHold(allSucceed: true);
        ChaosRun.Say($"at most {MostAtOnce(journal)} workers were between their first line and their activation");
        journal.Count(line => line.What == "began").ShouldBe(count + 1, "nobody was started twice");
        run.Fleet.Log.Lines.ShouldNotContain(line => line.Contains("is lost:", StringComparison.Ordinal) || line.Contains("killing", StringComparison.Ordinal));
    }

    private static int MostAtOnce(IReadOnlyList<JournalLine> journal)
    {
        int now = 0, most = 0;
        foreach (var line in journal)
        {
            if (line.What == "began") most = Math.Max(most, ++now);
            else if (line.What == "opened") now--;
        }

        return most;
    }
}

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>P1: a planned restart loses nothing and doubles nothing.</summary>
public sealed class SoftRestartTests
{
    [Fact]
    [Trait("Scenario", "21")]
    public async Task CH_03_SoftRestarts_UnderEventsAndCommands_DeliverEachOnceInOrder()
    {
        // 500 events and 200 commands a second; the clusters are senders too, and their restarts must not cost what they sent.
        var file = ChaosFleet.File(2, "everyone 50 32 25 10000 cluster-0 cluster-1 stats caller", "stats");
        string[] slots = [ChaosFleet.Caller, "stats", "cluster-0", "cluster-1"];
        await using var run = await ChaosRun.StartAsync(file, slots);
        await run.TellAsync("caller#1", "begin everyone 400 32 150 10000 stats cluster-0 cluster-1");
        await run.BeginLoadAsync("cluster-0", "cluster-1");

        for (var round = ChaosScale.Of(2, 34); round > 0; round--)
        {
            var restart = await run.Fleet.RunAsync("restart", "all");
            restart.ExitCode.ShouldBe(0, $"{restart}\n{run.Fleet.Log}");
        }

        await run.EndLoadAsync(slots.Where(slot => slot != "stats"));
        await run.NoteProcessesAsync();
        var journal = run.ShouldHold(allSucceed: true);
        run.Journal.Read().ShouldNotContain(line => line.What == "felled" || line.What == "ends");
        ChaosRun.Say(Figures.Describe("nobody acts", Figures.Gaps(journal)));
        ChaosRun.Say(Figures.Describe("answers", Figures.Answers(journal)));
        foreach (var slot in slots[1..]) run.Serving(slot).Worker.ShouldBe($"{slot}#{ChaosScale.Of(3, 35)}");
    }
}

using Fleet.EndToEnd.Tests.Chaos.Oracles;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>P5: every queue is bounded; a slow peer costs only itself; every drop is counted and told.</summary>
public sealed class SlowWorkerTests
{
    private const string Services = "caller slow other";
    private static readonly GrowthOracle Bounds = new(Bytes: 64L << 20, Handles: 10, Threads: 20);

    [Fact]
    [Trait("Scenario", "14")]
    public async Task CH_18_Worker_StoppedForAWhile_LosesWhatIsCounted_AndTheOthersNothing()
    {
        // The queue of a link takes 8 MiB: more than that is sent while nobody reads, and a link without progress is cut after 10 s.
        var (events, bytes) = (ChaosScale.Of(3500, 7000), 4096);
        await using var run = await StartAsync();
        await run.TellAsync("other#1", "begin caller 100 32 100 10000 caller");
        var before = ProcessSize.Of(run.Fleet.Pid);
        var (slow, pid) = run.Serving("slow");
        await ProcessTable.StopAsync(pid);
        try
        {
            (await run.TellAsync("caller#1", $"pour services {events} {bytes} 1000")).ShouldBe($"{events} poured");
        }
        finally
        {
            ProcessTable.Send(pid, ProcessTable.Continue);
        }

        var after = ProcessSize.Of(run.Fleet.Pid);
        await run.EndLoadAsync("other");
        (await run.TellAsync("caller#1", "settle services slow other")).ShouldBe("settled");
        await run.NoteDropsAsync();
        var journal = run.ShouldHold();
        run.Judge("the Admiral", Bounds.Check(before, after));
        var dropped = journal.Where(line => line.What == "dropped").ShouldHaveSingleItem("only the slow one loses");
        dropped.Words[0].ShouldBe(slow);
        journal.Where(line => line.What == "counted").Select(line => line.Words[0]).ShouldBe(["all", "slow"], "nothing was dropped for anybody else");
        await ToldAsync(run);
        ChaosRun.Say($"{dropped.Words[1]} of {events} events were dropped and told; the Admiral: {before}, then {after}");
        ChaosRun.Say(Figures.Describe("the sender waited longer than 10 ms", journal.Where(line => line.What == "waited").Select(line => (double)line.Number(0))));
        ChaosRun.Say(Figures.Describe("answers meanwhile", Figures.Answers(journal, ask => ask.Who == "other#1")));
        await run.Fleet.Log.WaitForLineAsync(line => line.Contains($" {slow} ", StringComparison.Ordinal) && line.Contains($" {dropped.Words[1]} events for this worker were dropped", StringComparison.Ordinal), "the drops are told");
        (await run.Fleet.PsAsync("slow")).Pid.ShouldBe(pid);
    }

    [Fact]
    public async Task CH_18_Worker_ThatReadsSlowly_LosesWhatIsCounted_AndTheOthersNothing()
    {
        Assert.SkipUnless(ChaosScale.Full, "It takes 20 to 45 s: FLEET_CHAOS_FULL=1 runs it.");
        // 10 KiB a second: one event of 1 KiB, then nothing for 100 ms. A link that gets on at all is not cut.
        var events = ChaosScale.Of(12_000, 60_000);
        await using var run = await StartAsync();
        await run.TellAsync("other#1", "begin caller 100 32 100 10000 caller");
        var before = ProcessSize.Of(run.Fleet.Pid);
        var (slow, pid) = run.Serving("slow");
        (await run.TellAsync(slow, "mutant dawdles")).ShouldBe("so be it");

        (await run.TellAsync("caller#1", $"pour services {events} 1024 4000")).ShouldBe($"{events} poured");

        var after = ProcessSize.Of(run.Fleet.Pid);
        var read = run.Journal.Read().Count(line => line.Who == slow && line.What == "got");
        await run.TellAsync(slow, "mutant none");
        await run.EndLoadAsync("other");
        (await run.TellAsync("caller#1", "settle services slow other")).ShouldBe("settled");
        await run.NoteDropsAsync();
        var journal = run.ShouldHold();
        run.Judge("the Admiral", Bounds.Check(before, after));
        var dropped = journal.Where(line => line.What == "dropped").ShouldHaveSingleItem("only the slow one loses");
        dropped.Words[0].ShouldBe(slow);
        await ToldAsync(run);
        ChaosRun.Say($"{read} events were read meanwhile, {dropped.Words[1]} of {events} were dropped and told; the Admiral: {before}, then {after}");
        ChaosRun.Say(Figures.Describe("the sender waited longer than 10 ms", journal.Where(line => line.What == "waited").Select(line => (double)line.Number(0))));
        ChaosRun.Say(Figures.Describe("answers meanwhile", Figures.Answers(journal, ask => ask.Who == "other#1")));
        (await run.Fleet.PsAsync("slow")).Pid.ShouldBe(pid);
    }

    [Fact]
    public async Task CH_18_Worker_StoppedForLong_IsCutOffAndFollowed()
    {
        Assert.SkipUnless(ChaosScale.Full, "It takes the 10 s after which a link without progress is cut: FLEET_CHAOS_FULL=1 runs it.");
        await using var run = await StartAsync();
        var before = ProcessSize.Of(run.Fleet.Pid);
        var (slow, pid) = run.Serving("slow");
        var gone = run.DoomAsync(slow, pid, "stopped");
        await ProcessTable.StopAsync(pid);
        var flood = run.TellAsync("caller#1", "pour services 40000 1024 2000");
        await gone;
        var after = ProcessSize.Of(run.Fleet.Pid);
        await run.SuccessorAsync(slow);
        (await flood).ShouldBe("40000 poured");
        (await run.TellAsync("caller#1", "settle services slow other")).ShouldBe("settled");
        await run.NoteDropsAsync();
        await run.NoteProcessesAsync();

        var journal = run.ShouldHold();
        run.Judge("the Admiral", Bounds.Check(before, after));
        ChaosRun.Say($"the Admiral: {before}; then {after}");
        // What was dropped for the one that is gone is told to its successor, and to nobody else.
        journal.Where(line => line.What == "dropped").ShouldAllBe(line => line.Words[0] == "slow#2");
    }

    [Fact]
    public async Task CH_18_Worker_ThatNeverReplies_HasOnlySoManyCommandsInHand()
    {
        await using var run = await StartAsync();
        var before = ProcessSize.Of(run.Fleet.Pid);
        await run.TellAsync("slow#1", "mutant mute");
        await run.TellAsync("other#1", "begin caller 100 32 100 10000 caller");

        await run.TellAsync("caller#1", "burst slow 6000 2000");
        (await run.TellAsync("caller#1", "await")).ShouldBe("all ended");

        await run.EndLoadAsync("other");
        var counted = await run.NoteDropsAsync();
        var journal = run.ShouldHold();
        var ends = journal.Where(line => line.What == "ended" && line.Who == "caller#1").GroupBy(line => line.Words[2]).ToDictionary(group => group.Key, group => group.Count());
        ends.Keys.ShouldBe(["TimedOut", "Busy"], ignoreOrder: true);
        // Of the 4096 that a worker takes, one caller may have three quarters.
        ends["TimedOut"].ShouldBe(3072);
        var slow = counted.GetProperty("slots").EnumerateArray().ShouldHaveSingleItem();
        (slow.GetProperty("slot").GetString(), slow.GetProperty("commandsBusy").GetInt32(), slow.GetProperty("commandsDelivered").GetInt32()).ShouldBe(("slow", ends["Busy"], ends["TimedOut"]));
        run.Judge("the Admiral", Bounds.Check(before, ProcessSize.Of(run.Fleet.Pid)));
        ChaosRun.Say(Figures.Describe("answers meanwhile", Figures.Answers(journal)));
    }

    private static Task ToldAsync(ChaosRun run) =>
        run.Fleet.Log.WaitForLineAsync(line => line.Contains("Events for slow are dropped (1 so far): its queue, or what is held for it", StringComparison.Ordinal), "the Admiral tells that drops begin");

    private static Task<ChaosRun> StartAsync() => ChaosRun.StartAsync(ChaosFleet.File(0, services: ["slow", "other"]), Services.Split(' '));
}

using Fleet.EndToEnd.Tests.Chaos.Oracles;

namespace Fleet.EndToEnd.Tests.Chaos.OracleTests;

/// <summary>Workers that break a promise on purpose, in a fleet that keeps it: each oracle finds in a real run what it is there for.</summary>
public sealed class MutantRunTests
{
    [Fact]
    public async Task Oracles_OnARunOfWorkersThatMisbehave_FindEachOfIt()
    {
        string[] slots = [ChaosFleet.Caller, "cluster-0", "cluster-1"];
        await using var run = await ChaosRun.StartAsync(ChaosFleet.File(2), slots);
        foreach (var mutant in (string[])["doubles", "forgets", "repeats", "lies"])
        {
            (await run.TellAsync("cluster-0#1", $"mutant {mutant}")).ShouldBe("so be it");
            await MoreAsync(run, 60);
        }

        (await run.TellAsync("caller#1", "mutant keeps-silent")).ShouldBe("so be it");
        await MoreAsync(run, 60);
        (await run.TellAsync("cluster-0#1", "mutant stays")).ShouldBe("so be it");
        (await run.Fleet.RunAsync("restart", "cluster-0")).ExitCode.ShouldBe(0, run.Fleet.Log.ToString());
        var child = await run.TellAsync("cluster-1#1", "breed");
        await run.FellAsync("cluster-1#1", run.Serving("cluster-1").Pid);
        await run.SuccessorAsync("cluster-1#1");
        await run.NoteProcessesAsync();

        var journal = run.Journal.Read();
        var commands = CommandOracle.Check(journal);
        commands.ShouldContain(wrong => wrong.EndsWith("and was executed 2 times, by cluster-0#1", StringComparison.Ordinal), "repeats");
        commands.ShouldContain(wrong => wrong.EndsWith("was executed by cluster-0#1 and answered by nobody#1", StringComparison.Ordinal), "lies");
        commands.ShouldContain(wrong => wrong.EndsWith("has no outcome", StringComparison.Ordinal), "keeps silent");
        var events = EventOracle.Check(journal, run.Receivers());
        events.ShouldContain(wrong => wrong.EndsWith("at cluster-0 was received twice, at last by cluster-0#1", StringComparison.Ordinal), "doubles");
        events.ShouldContain(wrong => wrong.Contains("of caller#1 to clusters at cluster-0 are missing", StringComparison.Ordinal), "forgets");
        SlotOracle.Check(journal).ShouldContain(wrong => wrong.StartsWith("cluster-0#2 began to act at ", StringComparison.Ordinal) && wrong.EndsWith("cluster-0#1 never ended", StringComparison.Ordinal), "stays");
        ProcessOracle.Check(journal).ShouldBe([$"process {child} lives and is nobody's: no worker of the journals"], "breeds");
        // What did not misbehave is not accused.
        events.ShouldNotContain(wrong => wrong.Contains("at cluster-1", StringComparison.Ordinal));
    }

    // Until the mutant has had its chance so many times: these commands come behind the others.
    private static async Task MoreAsync(ChaosRun run, int count)
    {
        (await run.TellAsync("caller#1", $"pour clusters {count} 32 5000")).ShouldEndWith("poured");
        await run.TellAsync("caller#1", $"burst cluster-0 {count} 10000");
        await run.TellAsync("caller#1", $"burst cluster-1 {count} 10000");
        (await run.TellAsync("caller#1", "await")).ShouldBe("all ended");
    }
}

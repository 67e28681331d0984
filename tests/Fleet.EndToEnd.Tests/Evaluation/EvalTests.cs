using System.Text.Json.Nodes;
using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Evaluation;

/// <summary>Code is evaluated for whom the configuration names and for nobody else, and a worker that evaluates nothing has nothing of it.</summary>
public sealed class EvalTests
{
    [Fact]
    public async Task Evaluation_OfWhoMay_RunsInTheOtherWorker_AndIsTold()
    {
        var file = ProbeFleet.File(2, "boss", "stats").Set("eval.allow", new JsonArray("boss"));
        await using var fleet = await FleetProcess.StartAsync(file, "boss", "stats", "cluster-0", "cluster-1");
        Task<string> Eval(string words, string worker = "boss#1") => fleet.TellAsync(worker, $"eval {words}");
        fleet.Processes().ShouldAllBe(pid => !HasCompiler(pid));

        (await Eval("stats 55000 Bot.GetType().FullName")).ShouldBe("value Probes.ServiceProbe");
        (await Eval("stats 55000 (await Ipc.CommandAsync<Answer>(Target.Cluster(1), new Ask(7))).By")).ShouldBe("value cluster-1#1");
        await fleet.Log.LineAsync("boss#1 has code evaluated in service stats: 22 characters, SHA-256 ");
        (await Eval("stats 55000 nothing")).ShouldContain("BadCommand");
        (await Eval("stats 55000 throw new LuckException(\"none\");")).ShouldStartWith("error Faulted Executed type=Probes.LuckException");
        (await Eval("stats 300 await Task.Delay(-1)")).ShouldContain("TimedOut");
        HasCompiler((await fleet.PsAsync("stats")).Pid).ShouldBeTrue();
        HasCompiler((await fleet.PsAsync("boss")).Pid).ShouldBeFalse();
        HasCompiler((await fleet.PsAsync("cluster-0")).Pid).ShouldBeFalse();

        (await Eval("clusters 55000 Bot.GetType().Name")).ShouldBe("cluster-0=ClusterProbe cluster-1=ClusterProbe");
        (await Eval("boss 55000 1", "cluster-0#1")).ShouldContain("Refused");
        await fleet.Log.LineAsync("FLEET4602 cluster-0#1 wanted code evaluated in service boss and may not");
    }

    [Fact]
    [Trait("Scenario", "22")]
    public async Task Scenario22_Evaluation_IsRefused_WhereNothingIsConfigured_AndSoAreForgedEvents()
    {
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(1, "stats"), "stats", "cluster-0");

        (await fleet.TellAsync("cluster-0#1", "eval stats 55000 1")).ShouldContain("Refused");
        (await fleet.TellAsync("stats#1", "eval stats 55000 1")).ShouldContain("Refused");
        (await fleet.TellAsync("stats#1", "forge cluster-0 fleet.store.change")).ShouldContain("ArgumentException");
        fleet.Processes().ShouldAllBe(pid => !HasCompiler(pid));
    }

    private static bool HasCompiler(int pid) => ProcessTable.ReadFile(pid, "maps").Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal);
}

using System.Text.Json;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Demo;

public sealed class DemoTests
{
    private static readonly string[] Members =
        ["slot", "worker", "kind", "pid", "phase", "restarts", "generation", "uptimeSeconds", "memoryBytes", "pinned", "note"];

    [Fact]
    public async Task Demo_Started_AnswersEveryQuestionOnce()
    {
        await using var fleet = await FleetProcess.StartAsync(DemoFleet.File(40, 20), DemoFleet.Slots);

        (await fleet.SettledAsync(answeredMoreThan: 5)).ShouldBePerfect(fleet.Log.ToString());
        await PsShowsEveryWorkerAsync(fleet);
        await PsShowsATableAsync(fleet);

        fleet.Signal(ProcessTable.Terminate);
        (await fleet.ExitAsync()).ShouldBe(0, fleet.Log.ToString());
        fleet.LastSummary().ShouldBePerfect(fleet.Log.ToString());
        fleet.Log.Lines.Last(line => line.Contains(" missing", StringComparison.Ordinal)).ShouldMatch(@"\b[1-9]\d* answered, 0 missing, 0 double$");
    }

    [Fact]
    [Trait("Failure", "worker crashes once when running")]
    public async Task Cluster_KilledBySignal_ReturnsAndAnswersWhileOthersLiveOn()
    {
        await using var fleet = await FleetProcess.StartAsync(DemoFleet.File(40, 20), DemoFleet.Slots);
        var before = await fleet.SettledAsync();
        var pids = (await fleet.PsAsync()).ToDictionary(worker => worker.Slot, worker => worker.Pid);

        ProcessTable.Send(pids["cluster-0"], ProcessTable.Kill);
        await fleet.ActiveAsync("cluster-0#2");

        var lost = fleet.Log.Lines.Where(line => line.Contains("cluster-0#1 is lost", StringComparison.Ordinal)).ShouldHaveSingleItem();
        lost.ShouldContain("SIGKILL");
        await fleet.SettledAsync(answeredMoreThan: before.Answered + 10);
        var after = await fleet.PsAsync();
        foreach (var other in after.Where(worker => worker.Slot != "cluster-0"))
        {
            other.Pid.ShouldBe(pids[other.Slot], other.Slot);
            other.Restarts.ShouldBe(0, other.Slot);
        }

        var returned = after.Single(worker => worker.Slot == "cluster-0");
        returned.Worker.ShouldBe("cluster-0#2");
        returned.Restarts.ShouldBe(1);
        returned.Phase.ShouldBe("active");
        returned.Pid.ShouldNotBe(pids["cluster-0"]);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("ps")]
    [InlineData("stats")]
    [InlineData("restart")]
    [InlineData("stop")]
    [InlineData("start")]
    public async Task Verb_AskedForHelp_ExplainsItselfWithExamples(string verb)
    {
        using var file = new FleetFile();

        var help = await FleetProcess.CallAsync(file, verb, "--help");

        help.ExitCode.ShouldBe(0);
        help.Out.ShouldContain($"fleet {verb}");
        help.Out.ShouldContain("Examples:");
        help.Error.ShouldBeEmpty();
    }

    private static async Task PsShowsEveryWorkerAsync(FleetProcess fleet)
    {
        var result = await fleet.RunAsync("ps", "--json");
        result.ExitCode.ShouldBe(0, result.ToString());
        var root = JsonDocument.Parse(result.Out).RootElement;
        root.EnumerateObject().Select(member => member.Name).ShouldBe(["workers"]);
        foreach (var row in root.GetProperty("workers").EnumerateArray()) row.EnumerateObject().Select(member => member.Name).ShouldBe(Members);

        var workers = ListedWorker.Read(result.Out);
        workers.Select(worker => worker.Slot).ShouldBe(DemoFleet.Slots);
        workers.Select(worker => worker.Worker).ShouldBe(DemoFleet.Slots.Select(slot => slot + "#1"));
        workers.Select(worker => worker.Kind).ShouldBe(["service", "service", "cluster", "cluster"]);
        workers.Select(worker => worker.Pinned).ShouldBe([true, false, false, false]);
        workers.Select(worker => worker.Pid).Distinct().Count().ShouldBe(4);
        foreach (var worker in workers)
        {
            worker.Phase.ShouldBe("active");
            worker.Restarts.ShouldBe(0);
            worker.Generation.ShouldBe(1);
            worker.UptimeSeconds.ShouldBeGreaterThan(0);
            worker.MemoryBytes.ShouldBeGreaterThan(1_000_000);
            worker.Note.ShouldBeEmpty();
            ProcessTable.IsAlive(worker.Pid).ShouldBeTrue();
        }
    }

    private static async Task PsShowsATableAsync(FleetProcess fleet)
    {
        var pid = (await fleet.PsAsync("cluster-0")).Pid;
        var result = await fleet.RunAsync("ps");
        var lines = result.Out.Split('\n');
        foreach (var title in (string[])["SLOT", "WORKER", "PHASE", "PID", "MEMORY", "UPTIME", "RESTARTS", "NOTE"]) lines[0].ShouldContain(title);
        lines.ShouldContain(line => line.StartsWith("cluster-0 ", StringComparison.Ordinal) && line.Contains($" active  {pid}  ", StringComparison.Ordinal) && line.Contains("MiB", StringComparison.Ordinal));
        result.Out.ShouldNotContain("\u001b");
    }
}

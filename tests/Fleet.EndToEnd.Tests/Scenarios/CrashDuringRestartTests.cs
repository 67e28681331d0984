using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Scenarios;

/// <summary>Workers are killed and orders collide while a restart runs: it ends cleanly, and nobody is left over.</summary>
public sealed class CrashDuringRestartTests
{
    // Its start waits until a file is there.
    private const string Gated = """
        public sealed class Gated : BaseClusterWorker
        {
            protected override async Task StartAsync(CancellationToken cancellationToken)
            {
                Console.WriteLine("at the gate");
                while (!File.Exists(Settings["gate"]!)) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
            }
        }
        """;

    [Fact]
    [Trait("Scenario", "3")]
    [Trait("Scenario", "10")]
    [Trait("Failure", "dies while being restarted")]
    public async Task NewWorker_KilledWhileItStarts_OldOnesGoOn_AndTheNextRestartWorks()
    {
        await using var fleet = await GatedFleetAsync();
        var restart = await RestartToTheGateAsync(fleet, "all");

        ProcessTable.Send(ProcessOf(fleet, "cluster-0#2"), ProcessTable.Kill);

        var failed = await restart;
        failed.ExitCode.ShouldBe(1, failed.ToString());
        failed.Error.ShouldContain("cluster-0#1 keeps serving");
        (await fleet.PsAsync()).Select(worker => (worker.Worker, worker.Phase)).ShouldBe([("cluster-0#1", "active"), ("cluster-1#1", "active")]);

        Open(fleet);
        var again = await fleet.RunAsync("restart", "all");
        again.ExitCode.ShouldBe(0, again.ToString());
        await NobodyIsLeftOverAsync(fleet, "cluster-0#3", "cluster-1#2");
    }

    [Fact]
    [Trait("Scenario", "3")]
    [Trait("Scenario", "10")]
    [Trait("Failure", "dies while being restarted")]
    public async Task OldWorker_KilledWhileItsSuccessorStarts_IsFollowedByIt_AndTheRestartFinishes()
    {
        await using var fleet = await GatedFleetAsync();
        var restart = await RestartToTheGateAsync(fleet, "all");

        ProcessTable.Send(ProcessOf(fleet, "cluster-0#1"), ProcessTable.Kill);
        await fleet.Log.LineAsync("cluster-0#1 is lost");
        Open(fleet);

        var ended = await restart;
        ended.ExitCode.ShouldBe(0, ended.ToString());
        await NobodyIsLeftOverAsync(fleet, "cluster-0#2", "cluster-1#2");
    }

    [Fact]
    [Trait("Scenario", "9")]
    public async Task SecondRestartOfOneSlot_IsRefused_AndLeavesNoOrphan()
    {
        await using var fleet = await GatedFleetAsync();
        var first = await RestartToTheGateAsync(fleet, "cluster-0");

        var second = await fleet.RunAsync("restart", "cluster-0");

        second.ExitCode.ShouldBe(4);
        second.Error.ShouldContain("restart-1");
        Open(fleet);
        (await first).ExitCode.ShouldBe(0, fleet.Log.ToString());
        await NobodyIsLeftOverAsync(fleet, "cluster-0#2", "cluster-1#1");
    }

    [Fact]
    [Trait("Scenario", "7")]
    public async Task HardStop_OfAHangingWorker_IsAtOnce_AndRestartsAndStartsGoOnWorking()
    {
        var file = new FleetFile();
        var bot = new PluginBuilder("Bot", PluginSource.HangsInStop).Build(file["bot"]);
        await using var fleet = await FleetProcess.StartAsync(file.Clusters(2, bot, new { }).Set("shutdown.stop", "10m").Set("shutdown.timeout", "10m"), "cluster-0", "cluster-1");

        (await fleet.RunAsync("stop", "cluster-0", "--hard")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.PsAsync("cluster-0")).Phase.ShouldBe("stopped");
        (await fleet.RunAsync("start", "cluster-0")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.PsAsync()).Select(worker => (worker.Worker, worker.Phase)).ShouldBe([("cluster-0#2", "active"), ("cluster-1#1", "active")]);
        (await fleet.RunAsync("stop", "cluster-1", "--hard")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.RunAsync("stop", "-y", "--hard")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.ExitAsync()).ShouldBe(0);
    }

    private static async Task<FleetProcess> GatedFleetAsync()
    {
        var file = new FleetFile();
        var bot = new PluginBuilder("Gated", Gated).Build(file["bot"]);
        await File.WriteAllTextAsync(file["gate"], "");
        return await FleetProcess.StartAsync(file.Clusters(2, bot, new { gate = file["gate"] }).Set("rollout.warm", "100ms").Set("logs.level", "debug"), "cluster-0", "cluster-1");
    }

    // Begins a restart, whose first new worker stands at the closed gate then.
    private static async Task<Task<VerbResult>> RestartToTheGateAsync(FleetProcess fleet, string names)
    {
        File.Delete(fleet.File["gate"]);
        var restart = fleet.RunAsync("restart", names);
        await fleet.Log.LineAsync("cluster-0#2 | at the gate");
        return restart;
    }

    private static void Open(FleetProcess fleet) => File.WriteAllText(fleet.File["gate"], "");

    private static int ProcessOf(FleetProcess fleet, string worker) => fleet.Processes().Intersect(ProcessTable.WithEnvironment($"FLEET_WORKER={worker}")).Single();

    // The census of the processes equals the model.
    private static async Task NobodyIsLeftOverAsync(FleetProcess fleet, params string[] workers)
    {
        var listed = await fleet.PsAsync();
        listed.Select(worker => worker.Worker).ShouldBe(workers);
        fleet.Processes().Order().ShouldBe(listed.Select(worker => worker.Pid).Append(fleet.Pid).Order());
    }
}

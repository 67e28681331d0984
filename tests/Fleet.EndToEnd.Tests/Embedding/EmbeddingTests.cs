using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Embedding;

/// <summary>A program that is not Fleet's runs the Admiral: the sample of one, with bots that speak with it.</summary>
public sealed class EmbeddingTests
{
    [Fact]
    public async Task Program_WithAFleetInIt_HearsItSpeaksWithItAndOrdersIt()
    {
        await using var fleet = Start(notice: "300ms");
        await fleet.Log.LineAsync("console: 3 slots serve, 0 are in quarantine");

        // Both directions, between the program and its bots.
        (await fleet.Log.LineAsync("stats#1 says: ")).ShouldEndWith("here is stats#1");
        (await fleet.Log.LineAsync("stats#1 | greeted ")).ShouldEndWith("greeted \"hello stats#1\" by the program, time known");
        (await SayAsync(fleet, "count ada")).ShouldBe("42 messages");
        (await SayAsync(fleet, "workers")).ShouldBe("stats#1 active, cluster-0#1 active, cluster-1#1 active");
        (await SayAsync(fleet, "stats")).ShouldBe("2 clusters, 1 services, 0 keys in the store");

        // Nobody passes for the Admiral.
        (await fleet.Log.LineAsync("stats#1 | not sent: ")).ShouldContain("fleet.notice.WorkerLost");
        fleet.Log.ToString().ShouldNotContain("Worker = forged");

        // Orders, and what is told of them, to the program and to bots.
        (await SayAsync(fleet, "restart stats")).ShouldBe("Succeeded: 1 slot was restarted.");
        await fleet.Log.LineAsync("stats#1 | heard pending stats#1 to stats#2 in 0.3 s");
        await NoticeAsync(fleet, "WorkerStopped", "Worker = stats#1");
        await NoticeAsync(fleet, "OperationEnded", "Outcome = Succeeded");
        (await SayAsync(fleet, "clusters 3")).ShouldStartWith("Succeeded");
        (await SayAsync(fleet, "restart nobody")).ShouldStartWith("Refused: FLEET4002");

        // The same fleet that the program fleet would run: its verbs reach it.
        var pid = (await fleet.PsAsync("cluster-1")).Pid;
        ProcessTable.Send(pid, ProcessTable.Kill);
        (await fleet.Log.LineAsync("stats#2 | heard lost ")).ShouldContain("heard lost cluster-1#2 from the Admiral: its process ended: ended by SIGKILL");
        await NoticeAsync(fleet, "WorkerLost", "Worker = cluster-1#2");
        await NoticeAsync(fleet, "WorkerActive", "Worker = cluster-1#3");

        (await SayAsync(fleet, "quit")).ShouldStartWith("the program stops");
        (await fleet.ExitAsync()).ShouldBe(0, fleet.Log.ToString());
        fleet.Log.Lines.Count(line => line.StartsWith("notice: FleetReady", StringComparison.Ordinal)).ShouldBe(1);
        fleet.Log.Lines.Count(line => line.Contains("| heard ready: stats,cluster-0,cluster-1", StringComparison.Ordinal)).ShouldBe(3);
        fleet.Processes().ShouldBeEmpty();
    }

    [Fact]
    public async Task Program_ToldToStopBySignal_StopsItsFleetInOrder()
    {
        await using var fleet = Start();
        await fleet.Log.LineAsync("console: 3 slots serve, 0 are in quarantine");

        fleet.Signal(ProcessTable.Terminate);

        (await fleet.ExitAsync()).ShouldBe(0, fleet.Log.ToString());
        fleet.Log.Lines.Count(line => line.StartsWith("notice: WorkerStopped", StringComparison.Ordinal) && line.Contains("Reason = Shutdown", StringComparison.Ordinal) && line.Contains("Trouble =  ", StringComparison.Ordinal)).ShouldBe(3, fleet.Log.ToString());
        fleet.Processes().ShouldBeEmpty();
    }

    [Fact]
    public async Task Fleet_StoppedByItsVerb_TakesTheProgramWithIt()
    {
        await using var fleet = Start();
        await fleet.Log.LineAsync("console: 3 slots serve, 0 are in quarantine");

        (await fleet.RunAsync("stop", "--yes")).ExitCode.ShouldBe(0);

        (await fleet.ExitAsync()).ShouldBe(0, fleet.Log.ToString());
        fleet.Processes().ShouldBeEmpty();
    }

    [Fact]
    public async Task Program_Killed_LeavesNoWorker()
    {
        await using var fleet = Start();
        await fleet.Log.LineAsync("console: 3 slots serve, 0 are in quarantine");
        var workers = (await fleet.PsAsync()).Select(worker => ProcessTable.EndOfAsync(worker.Pid, TimeSpan.FromSeconds(30))).ToList();

        fleet.Signal(ProcessTable.Kill);

        await Task.WhenAll(workers);
        fleet.Processes().ShouldBeEmpty();
    }

    [Fact]
    public async Task Program_WithAWrongConfiguration_SaysAllOfItAndEnds()
    {
        await using var fleet = Start(File().Set("clusters.count", "many").Set("ipc.timeout", "soon"));

        (await fleet.ExitAsync()).ShouldNotBe(0);

        fleet.Log.ToString().ShouldContain("clusters.count = \"many\"");
        fleet.Log.ToString().ShouldContain("ipc.timeout = \"soon\"");
    }

    private static FleetProcess Start(string notice = "0") => Start(File(notice));

    private static FleetProcess Start(FleetFile file)
    {
        var fleet = FleetProcess.Start(file);
        // Its verbs are called as those of any fleet.
        file.Program = FleetProgram.Executable;
        return fleet;
    }

    private static FleetFile File(string notice = "0")
    {
        var file = new FleetFile { Program = FleetProgram.SampleProgram("EmbeddedHost") };
        var dll = new PluginBuilder("Listening", ListeningBot.Text).Build(file["bot"]);
        return file.Clusters(2, dll, @class: ListeningBot.Cluster).Service("stats", dll, @class: ListeningBot.Service).Set("rollout.warm", "300ms").Set("rollout.notice", notice);
    }

    private static Task<string> NoticeAsync(FleetProcess fleet, string kind, string part) =>
        fleet.Log.WaitForLineAsync(line => line.StartsWith($"notice: {kind} ", StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal), $"{kind} {part}");

    private static async Task<string> SayAsync(FleetProcess fleet, string words)
    {
        const string Prompt = "console: ";
        var from = fleet.Log.Count;
        await fleet.SayAsync(words);
        var line = await fleet.Log.WaitForLineAsync(line => line.StartsWith(Prompt, StringComparison.Ordinal), words, from);
        return line[Prompt.Length..];
    }
}

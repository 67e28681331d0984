using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>P2: the old worker is stopped only after the new one has proved itself; however the new one fails, the old one serves on.</summary>
public sealed class FailedRestartTests
{
    // How the worker program fails before it is a worker (by the script), or its bot (by its mood), and what the operator is told.
    private static readonly (string Way, string Told)[] BeforeTheTurn =
    [
        ("exits-in-main", "exited with code 3"),
        ("wrong-version", "exited with code"),
        ("wrong-token", ""),
        ("exits-in-load", "exited with code 3"),
        ("throws-in-load", "no luck in the load"),
        ("hangs-in-load", "did not become ready"),
        ("throws-in-start", "no luck in the start"),
        ("never-ready", "did not become ready"),
    ];

    private static readonly (string Way, string Told)[] InTheTurn =
    [
        ("throws-in-turn", "no luck in the turn"),
        ("dies-in-turn", "SIGKILL"),
    ];

    private const string Load = "begin everyone 200 32 100 10000 stats cluster-0";

    [Fact]
    [Trait("Scenario", "4")]
    public async Task CH_03b_SoftRestarts_WhoseNewWorkersFail_LeaveTheOldOneServing()
    {
        var file = ChaosFleet.File(1, "everyone 50 32 25 10000 stats caller", "stats").Set("start.timeout", "1s").Set("rollout.warm", "2s");
        await using var run = await ChaosRun.StartAsync(WorkerScript.Install(file, Script(file)), ChaosFleet.Caller, "stats", "cluster-0");
        await run.TellAsync("caller#1", Load);
        await run.BeginLoadAsync("cluster-0");

        for (var rounds = ChaosScale.Of(1, 4); rounds > 0; rounds--)
            foreach (var (way, told) in (IEnumerable<(string, string)>)[.. BeforeTheTurn, .. InTheTurn]) await FailAsync(run, way, told);
        // Up to here nobody acted but the old one: nothing may be lost, whatever it was that the new ones did.
        await run.EndLoadAsync(ChaosFleet.Caller, "cluster-0");
        run.ShouldHold(allSucceed: true);
        await run.TellAsync("caller#1", Load);
        await run.BeginLoadAsync("cluster-0");

        // One that dies while the old one is warm takes with it what it had, as any worker.
        for (var rounds = ChaosScale.Of(1, 4); rounds > 0; rounds--) await FailAsync(run, $"dies-after {100 + run.Random.Below(900)}", "SIGKILL");

        await run.EndLoadAsync(ChaosFleet.Caller, "cluster-0");
        await run.NoteProcessesAsync();
        var journal = run.ShouldHold();
        ChaosRun.Say(Figures.Describe("nobody acts", Figures.Gaps(journal)));
        var restart = await run.Fleet.RunAsync("restart", "cluster-0");
        restart.ExitCode.ShouldBe(0, $"{restart}\n{run.Fleet.Log}");
    }

    private static async Task FailAsync(ChaosRun run, string way, string told)
    {
        run.Journal.SetMood("cluster-0", way);
        var restart = await run.Fleet.RunAsync("restart", "cluster-0");
        run.Journal.SetMood("cluster-0", null);

        ChaosRun.Say($"{way}: {restart.Error.Trim()}");
        restart.ExitCode.ShouldBe(1, $"{way}: {restart}\n{run.Fleet.Log}");
        restart.Error.ShouldContain(told);
        restart.Error.ShouldContain("cluster-0#1 keeps serving");
        (await run.Fleet.PsAsync("cluster-0")).Worker.ShouldBe("cluster-0#1");
    }

    // What a worker of another installation would do, or one that is no worker at all.
    private static string Script(FleetFile file) => $$"""
        mood=$(cat "{{file["j", "moods"]}}/$FLEET_SLOT" 2>/dev/null)
        case $mood in
          exits-in-main) exit 3 ;;
          wrong-version|wrong-token)
            IFS=' ' read -r mark version worker token frame path
            [ $mood = wrong-version ] && version=9999 || token=${token:1}${token:0:1}
            exec 3<&0
            exec "$here/Real.Worker" < <(printf '%s\n' "$mark $version $worker $token $frame $path"; exec cat <&3) ;;
        esac
        exec "$here/Real.Worker"
        """;
}

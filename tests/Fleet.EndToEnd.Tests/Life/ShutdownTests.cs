using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Life;

public sealed class ShutdownTests
{
    private const string Orderly = """System.Console.WriteLine($"stopped in order: {reason}"); await Task.Yield();""";

    // Two signals within half a second count as one wish; the bot's own clock tells when that time is over.
    private const string Hanging = """System.Console.WriteLine("stopping"); await Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System); System.Console.WriteLine("still stopping"); await new TaskCompletionSource().Task;""";

    [Fact]
    [Trait("Scenario", "12")]
    [Trait("Failure", "SIGTERM to manager")]
    public async Task Admiral_Terminated_StopsEveryBotInOrderAndLeavesNothing()
    {
        await using var fleet = await FleetProcess.StartAsync(File(("service", Orderly)), "service", "cluster-0", "cluster-1");

        fleet.Signal(ProcessTable.Terminate);

        (await fleet.ExitAsync()).ShouldBe(0, fleet.Log.ToString());
        foreach (var worker in (string[])["service#1", "cluster-0#1", "cluster-1#1"])
        {
            fleet.Log.Lines.ShouldContain(line => line.EndsWith($"{worker} | stopped in order: Shutdown", StringComparison.Ordinal), fleet.Log.ToString());
            fleet.Log.Lines.ShouldContain(line => line.EndsWith($"{worker} has stopped", StringComparison.Ordinal), fleet.Log.ToString());
        }

        fleet.Log.Lines[^1].ShouldEndWith("fleet t has stopped");
        LeavesNothing(fleet);
    }

    [Fact]
    [Trait("Scenario", "12")]
    public async Task Admiral_TerminatedTwice_KillsWhatHangs()
    {
        await using var fleet = await FleetProcess.StartAsync(File(("hanging", Hanging)).Set("shutdown.stop", "5m").Set("shutdown.timeout", "5m"), "hanging", "cluster-0", "cluster-1");

        fleet.Signal(ProcessTable.Terminate);
        await fleet.Log.WaitForLineAsync(line => line.EndsWith("hanging#1 | still stopping", StringComparison.Ordinal), "the bot hangs in its stop");
        fleet.Signal(ProcessTable.Terminate);

        (await fleet.ExitAsync()).ShouldBe(0, fleet.Log.ToString());
        fleet.Log.Lines.ShouldContain(line => line.Contains("killing hanging#1", StringComparison.Ordinal), fleet.Log.ToString());
        LeavesNothing(fleet);
    }

    [Fact]
    public async Task Admiral_BotHangsInStop_IsKilledAtItsOwnDeadline()
    {
        await using var fleet = await FleetProcess.StartAsync(File(("hanging", Hanging)).Set("shutdown.stop", "1s").Set("shutdown.timeout", "5m"), "hanging", "cluster-0", "cluster-1");

        fleet.Signal(ProcessTable.Terminate);

        (await fleet.ExitAsync()).ShouldBe(0, fleet.Log.ToString());
        LeavesNothing(fleet);
    }

    [Fact]
    public async Task Admiral_BotHangsInStop_IsKilledAtTheFleetsDeadline()
    {
        await using var fleet = await FleetProcess.StartAsync(File(("hanging", Hanging)).Set("shutdown.stop", "5m").Set("shutdown.timeout", "2s"), "hanging", "cluster-0", "cluster-1");

        fleet.Signal(ProcessTable.Terminate);

        (await fleet.ExitAsync()).ShouldBe(0, fleet.Log.ToString());
        LeavesNothing(fleet);
    }

    private static void LeavesNothing(FleetProcess fleet)
    {
        fleet.Processes().ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(fleet.File.RunDirectory, "*", SearchOption.AllDirectories).Select(Path.GetFileName)
            .ShouldBe(["admiral.lock", "admiral.pid", "generations"], ignoreOrder: true);
    }

    private static FleetFile File(params (string Service, string Stop)[] services)
    {
        var file = new FleetFile();
        file.Clusters(2, Build(file, "bot", "BaseClusterWorker", Orderly));
        foreach (var (service, stop) in services) file.Service(service, Build(file, service, "BaseServiceWorker", stop));
        return file;
    }

    private static string Build(FleetFile file, string name, string baseClass, string stop) =>
        new PluginBuilder("Bot", $"namespace Bots; public class Bot : {baseClass} {{ protected override async Task StopAsync(StopReason reason, CancellationToken cancellationToken) {{ {stop} }} }}")
            .Build(file[name]);
}

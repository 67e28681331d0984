using System.Globalization;
using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Life;

/// <summary>P6: no worker outlives its Admiral by more than 1 s.</summary>
public sealed class AdmiralDeathTests
{
    private const string Printing = "System.Console.WriteLine(\"child \" + System.Diagnostics.Process.Start(\"sleep\", \"1000\").Id);";

    // Far above the promise: what a busy machine adds is no fault of the fleet. The times are in the test's output.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    [Trait("Scenario", "13")]
    [Trait("Failure", "manager SIGKILLed")]
    public async Task Admiral_Killed_AllWorkersAndTheirChildrenEnd()
    {
        var file = new FleetFile();
        Add(file, "idle", "");
        Add(file, "stopped", "");
        Add(file, "blocked", "ThreadPool.SetMaxThreads(Environment.ProcessorCount, Environment.ProcessorCount); for (var i = 0; i < 64; i++) ThreadPool.QueueUserWorkItem(_ => Thread.Sleep(Timeout.Infinite));");
        Add(file, "spinning", "for (var i = 0; i < 8; i++) new Thread(() => { while (true) { } }).Start();");
        Add(file, "parent", Printing);
        await using var fleet = FleetProcess.Start(file);
        foreach (var slot in (string[])["idle", "stopped", "blocked", "spinning", "parent"])
            await fleet.Log.WaitForLineAsync(line => line.EndsWith($"{slot}#1 | acting", StringComparison.Ordinal), $"{slot} acts");
        var child = await fleet.Log.LineAsync("parent#1 | child ");
        var pids = (await fleet.PsAsync()).ToDictionary(worker => worker.Slot, worker => worker.Pid);
        pids["child"] = int.Parse(child[(child.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
        await ProcessTable.StopAsync(pids["stopped"]);
        fleet.Processes().ShouldBe([fleet.Pid, .. pids.Values], ignoreOrder: true);

        var ends = pids.ToDictionary(pid => pid.Key, pid => ProcessTable.EndOfAsync(pid.Value, Patience));
        fleet.Signal(ProcessTable.Kill);

        foreach (var (name, end) in ends) TestContext.Current.TestOutputHelper!.WriteLine($"{name} ended {(await end).TotalMilliseconds:0} ms after the Admiral was killed");
        fleet.Processes().ShouldBeEmpty();
        (await fleet.ExitAsync()).ShouldBe(137);
    }

    [Fact]
    public async Task Admiral_KilledAndStartedAgain_TakesItsFolderOver()
    {
        var file = new FleetFile();
        Add(file, "idle", "");
        await using var killed = await FleetProcess.StartAsync(file, "idle");
        killed.Signal(ProcessTable.Kill);
        await killed.ExitAsync();

        await using var fleet = await FleetProcess.StartAsync(file, "idle");

        (await fleet.PsAsync("idle")).Phase.ShouldBe("active");
        fleet.Signal(ProcessTable.Terminate);
        (await fleet.ExitAsync()).ShouldBe(0, fleet.Log.ToString());
    }

    private static void Add(FleetFile file, string name, string statements)
    {
        var source = $$"""
            namespace Bots;
            public class Bot : BaseServiceWorker
            {
                protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken)
                {
                    System.Console.WriteLine("acting");
                    {{statements}}
                    return Task.CompletedTask;
                }
            }
            """;
        file.Service(name, new PluginBuilder("Bot", source) { References = [typeof(System.Diagnostics.Process).Assembly.Location] }.Build(file[name]));
    }
}

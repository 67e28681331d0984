using System.Text.RegularExpressions;
using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Plugins;

/// <summary>P3: one worker's failure touches nobody else, and each is told in one line.</summary>
public sealed class BadPluginTests
{
    // What the line of the loss says (a pattern), and whether no further try is made.
    private static readonly (string Name, Func<string, string> Build, string Told, bool Permanent)[] Bad =
    [
        ("text-file", folder => Text(folder), "FLEET1002", true),
        ("missing-dependency", MissingDependency, "FLEET1007", true),
        ("reference-assembly", folder => (Service("") with { IsReferenceAssembly = true }).Build(folder), "FLEET1003", true),
        ("no-class", folder => new PluginBuilder("Bot", "namespace Bots; public class Bot { }").Build(folder), "FLEET1005", true),
        ("several-classes", folder => new PluginBuilder("Bot", "namespace Bots; public class One : BaseServiceWorker { } public class Two : BaseServiceWorker { }").Build(folder), "FLEET1006", true),
        ("wrong-kind", folder => new PluginBuilder("Bot", PluginSource.Bot).Build(folder), "FLEET1005", true),
        ("throws-in-constructor", Of(PluginSource.ThrowsInConstructor), "no luck in the constructor", false),
        ("throws-in-start", Of(PluginSource.ThrowsInStart), "FLEET1010", false),
        ("never-ready", Of(PluginSource.HangsInStart), "did not become ready", false),
        ("throws-in-async-void", Of(PluginSource.ThrowsInAsyncVoid), "nobody waits for this", false),
        ("throws-in-thread", Of(PluginSource.ThrowsInThread), "a thread of its own", false),
        ("overflows", Of(PluginSource.OverflowsStack), "stack overflow", false),
        ("exits-0", Of(PluginSource.Exits(0)), "exited with code 0 without saying goodbye", false),
        ("exits-3", Of(PluginSource.Exits(3)), "exited with code 3 without saying goodbye", false),
        ("fails-fast", Of(PluginSource.FailsFast), "the bot gave up", false),
        ("eats", Of(Eating), "OutOfMemoryException|: out of memory", false),
        ("writes-to-nowhere", Of(PluginSource.WritesToNowhere), "AccessViolationException", false),
        ("segfaults", Of(Crashing), "ended by SIGSEGV", false),
        ("aborts", Of(PluginSource.AbortsNatively), "SIGABRT", false),
    ];

    // On a thread of its own, where nobody can catch the exception.
    private static string Eating => PluginSource.Starting(
        "new Thread(() => { var eaten = new List<byte[]>(); while (true) eaten.Add(new byte[1 << 20]); }).Start(); await Task.Delay(Timeout.Infinite, cancellationToken);");

    private static string Crashing => PluginSource.Starting("await Task.Yield(); strlen(16);", """[DllImport("libc")] private static extern nint strlen(nint text);""");

    [Fact]
    [Trait("Failure", "never becomes ready")]
    public async Task BadPlugins_BesideAHealthyOne_AreToldAndGivenUpWhileItServes()
    {
        var file = new FleetFile();
        file.Probe("healthy", ProbeFleet.Build(file));
        foreach (var (name, build, _, _) in Bad) file.Service(name, build(file[name]));
        // The limit is for the bot that eats memory; it is far more than the others need.
        file.Set("environment.DOTNET_GCHeapHardLimit", "0x8000000").Set("start.timeout", "4s")
            .Set("restart.losses", 2).Set("restart.backoffFirst", "100ms").Set("restart.quarantineRetry", "1h").Set("restart.stableAfter", "1h");
        await using var fleet = await FleetProcess.StartAsync(file, "healthy");
        var pid = (await fleet.PsAsync("healthy")).Pid;

        foreach (var (name, _, told, permanent) in Bad)
        {
            await fleet.Log.LineAsync($" {name} is quarantined");
            var losses = fleet.Log.Lines.Where(line => line.Contains($" {name}#", StringComparison.Ordinal) && line.Contains(" is lost: ", StringComparison.Ordinal)).ToList();
            losses.Count.ShouldBe(permanent ? 1 : 2, $"{name}\n{fleet.Log}");
            TestContext.Current.TestOutputHelper!.WriteLine(losses[0]);
            losses.ShouldAllBe(line => line.Contains($"ERR {name}#", StringComparison.Ordinal) && Regex.IsMatch(line, told));
        }

        var workers = await fleet.PsAsync();
        foreach (var worker in workers.Where(worker => worker.Slot != "healthy"))
        {
            worker.Phase.ShouldBe("quarantined");
            worker.Note.ShouldNotBeEmpty();
            worker.Pid.ShouldBe(0);
        }

        var healthy = workers.Single(worker => worker.Slot == "healthy");
        (healthy.Pid, healthy.Restarts, healthy.Phase).ShouldBe((pid, 0, "active"));
        (await fleet.TellAsync("healthy#1", "ask healthy 3")).ShouldBe("value 3 by healthy#1");
        fleet.Processes().ShouldBe([fleet.Pid, pid], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_DllMissing_ExitsWithTheFault()
    {
        using var file = new FleetFile();
        file.Clusters(1, file["nothing", "Bot.dll"]);

        var run = await FleetProcess.CallAsync(file, "run");

        run.ExitCode.ShouldBe(78, run.ToString());
        run.Error.ShouldContain("FLEET1001 bot.path");
    }

    [Fact]
    public async Task Run_WrongKeys_ExitsWithAllFaultsAtOnce()
    {
        using var file = new FleetFile();
        file.Clusters(1, file["nothing", "Bot.dll"]).Set("start.timeuot", "5s").Set("rollout.warm", "soon");

        var run = await FleetProcess.CallAsync(file, "run");

        run.ExitCode.ShouldBe(78, run.ToString());
        run.Error.ShouldContain("\"start.timeuot\"");
        run.Error.ShouldContain("rollout.warm");
    }

    private static Func<string, string> Of(string clusterSource) => folder => new PluginBuilder("Bot", AsService(clusterSource)).Build(folder);

    private static PluginBuilder Service(string members) => new("Bot", $"namespace Bots; public class Bot : BaseServiceWorker {{ {members} }}");

    private static string AsService(string clusterSource) => clusterSource.Replace("BaseClusterWorker", "BaseServiceWorker", StringComparison.Ordinal);

    private static string Text(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "Bot.dll");
        File.WriteAllText(path, "I am no DLL.");
        return path;
    }

    private static string MissingDependency(string folder)
    {
        var library = new PluginBuilder("Weather", "namespace Weather; public static class Sky { public static string Colour => \"blue\"; }").Build(folder + "-library");
        return (Service("protected override Task StartAsync(CancellationToken cancellationToken) { System.Console.WriteLine(Weather.Sky.Colour); return Task.CompletedTask; }") with { References = [library] }).Build(folder);
    }
}

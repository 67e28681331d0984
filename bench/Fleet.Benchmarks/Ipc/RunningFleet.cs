using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Fleet.Benchmarks.Bot;

namespace Fleet.Benchmarks.Ipc;

/// <summary>A fleet as an operator starts it: <c>fleet run</c>, one cluster that drives load, and services that echo.</summary>
internal sealed class RunningFleet : IRunningFleet
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fleet-bench-");
    private readonly LineSocket _orders;
    private readonly LineSocket _allocations;
    private readonly Process _admiral;
    private readonly List<int> _processes;

    /// <param name="program">The program <c>fleet</c>.</param>
    /// <param name="plugin">The DLL of Fleet.Benchmarks.Bot.</param>
    /// <param name="services">How many services.</param>
    public RunningFleet(string program, string plugin, int services)
    {
        _orders = new LineSocket(Path.Combine(_folder.FullName, "orders"));
        _allocations = new LineSocket(Path.Combine(_folder.FullName, "allocations"));
        string config = Path.Combine(_folder.FullName, "fleet.json");
        File.WriteAllText(config, JsonSerializer.Serialize(Config(plugin, services)));
        var start = new ProcessStartInfo(program, ["run", config]) { RedirectStandardInput = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = plugin;
        start.Environment["FLEET_BENCH_ALLOCATIONS"] = _allocations.Path;
        _admiral = Process.Start(start)!;
        _allocations.Accept();
        _orders.Accept();
        _processes = [_admiral.Id, .. ProcessTree.Children(_admiral.Id)];
        if (_processes.Count != services + 2)
            throw new InvalidOperationException($"The fleet has {_processes.Count} processes, not {services + 2}.");
    }

    /// <inheritdoc/>
    public double CpuMicros => ProcessTree.CpuMicros(_processes);

    /// <inheritdoc/>
    public long AllocatedByAdmiral => long.Parse(_allocations.Ask(""), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public Measurement Run(string order) => Measurement.Parse(_orders.Ask(order));

    public void Dispose()
    {
        // The workers end by themselves then.
        _admiral.Kill();
        _admiral.WaitForExit();
        _admiral.Dispose();
        foreach (int pid in _processes)
            SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{pid}"), TimeSpan.FromSeconds(5));
        _orders.Dispose();
        _allocations.Dispose();
        _folder.Delete(recursive: true);
    }

    private Dictionary<string, object> Config(string plugin, int services) => new()
    {
        ["name"] = "bench",
        ["bot"] = new Dictionary<string, object>
        {
            ["path"] = plugin,
            ["class"] = typeof(LoadDriver).FullName!,
            ["settings"] = new Dictionary<string, string> { ["orders"] = _orders.Path },
        },
        ["clusters"] = new Dictionary<string, int> { ["count"] = 1 },
        ["services"] = Enumerable.Range(0, services).ToDictionary(EchoService.NameOf, _ => new Dictionary<string, string> { ["path"] = plugin, ["class"] = typeof(EchoService).FullName! }),
        ["runtime"] = new Dictionary<string, string> { ["directory"] = Path.Combine(_folder.FullName, "run") },
        ["logs"] = new Dictionary<string, string> { ["level"] = "warning" },
        // The hook is for the Admiral alone.
        ["environment"] = new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = "" },
    };
}

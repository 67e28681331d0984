using System.Diagnostics;
using System.Globalization;
using Fleet.Benchmarks.Bot;

namespace Fleet.Benchmarks.Ipc;

/// <summary>eris-fleet with <c>bench/eris-fleet/load.js</c>: the same load, in the same run, on the same machine.</summary>
internal sealed class RunningErisFleet : IRunningFleet
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eris-bench-");
    private readonly LineSocket _orders;
    private readonly Process _admiral;
    private readonly List<int> _processes;

    /// <param name="script">The path of load.js, with eris-fleet installed beside it.</param>
    /// <param name="services">How many services.</param>
    public RunningErisFleet(string script, int services)
    {
        _orders = new LineSocket(Path.Combine(_folder.FullName, "orders"));
        var start = new ProcessStartInfo("node", [script]) { RedirectStandardInput = true };
        start.Environment["ERIS_BENCH_ORDERS"] = _orders.Path;
        start.Environment["ERIS_BENCH_SERVICES"] = services.ToString(CultureInfo.InvariantCulture);
        _admiral = Process.Start(start)!;
        _orders.Accept();
        _processes = [_admiral.Id, .. ProcessTree.Children(_admiral.Id)];
        if (_processes.Count != services + 2)
            throw new InvalidOperationException($"eris-fleet has {_processes.Count} processes, not {services + 2}.");
    }

    /// <summary>The script, where eris-fleet is installed beside it.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static string Script()
    {
        string script = BuildOutput.Source("bench/eris-fleet/load.js");
        string package = Path.Combine(Path.GetDirectoryName(script)!, "node_modules", "eris-fleet");
        return Directory.Exists(package) ? script : throw new InvalidOperationException($"{package} does not exist. Run `npm ci` in bench/eris-fleet first.");
    }

    /// <inheritdoc/>
    public double CpuMicros => ProcessTree.CpuMicros(_processes);

    /// <inheritdoc/>
    public long AllocatedByAdmiral => 0;

    /// <inheritdoc/>
    public Measurement Run(string order) => Measurement.Parse(_orders.Ask(order));

    public void Dispose()
    {
        _admiral.Kill();
        _admiral.WaitForExit();
        _admiral.Dispose();
        foreach (int pid in _processes)
            SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{pid}"), TimeSpan.FromSeconds(5));
        _orders.Dispose();
        _folder.Delete(recursive: true);
    }
}

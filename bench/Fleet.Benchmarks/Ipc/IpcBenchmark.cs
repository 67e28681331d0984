using System.Globalization;
using Fleet.Benchmarks.Relay;

namespace Fleet.Benchmarks.Ipc;

/// <summary>
/// Measures messages from bot to bot: <c>fleet run</c> with real workers, driven through the public API, beside the raw relay of <see cref="RelayBenchmark"/>,
/// which is the least that three processes can do. Every round runs every case with each once.
/// <code>ipc [--rounds 5] [--case text] [--seconds 1.5] [--fleet NAME=program]... [--eris-fleet]</code>
/// With <c>--eris-fleet</c>, eris-fleet takes its turn in every round too; it needs Node, and <c>npm ci</c> in <c>bench/eris-fleet</c>.
/// </summary>
internal static class IpcBenchmark
{
    public static int Run(string[] args)
    {
        int rounds = int.Parse(RelayBenchmark.Option(args, "--rounds") ?? "5", CultureInfo.InvariantCulture);
        string filter = RelayBenchmark.Option(args, "--case") ?? "";
        double seconds = double.Parse(RelayBenchmark.Option(args, "--seconds") ?? "1.5", CultureInfo.InvariantCulture);
        List<NamedPath> fleets = NamedPath.All(args, "--fleet", new NamedPath("Fleet", BuildOutput.Find("src/Fleet.Admiral", "fleet")));
        string plugin = BuildOutput.Find("bench/Fleet.Benchmarks.Bot", "Fleet.Benchmarks.Bot.dll");
        string? eris = args.Contains("--eris-fleet") ? RunningErisFleet.Script() : null;
        List<CaseResults> results = [.. RelayCase.All.Where(one => one.Name.Contains(filter, StringComparison.Ordinal)).Select(one => new CaseResults(one))];
        for (int round = 1; round <= rounds; round++)
        {
            foreach (CaseResults one in results)
            {
                one.Raw.Add(RelayTrial.Run(one.Case, RelayTransport.Raw));
                Tell(round, one.Case, "raw relay", one.Raw[^1]);
                if (eris is not null && one.Case.Services is 1 or 16)
                    Take(round, one, ErisFleet.Name, () => new RunningErisFleet(eris!, one.Case.Services), seconds);
                foreach (NamedPath fleet in fleets)
                    Take(round, one, fleet.Name, () => new RunningFleet(fleet.Path, plugin, one.Case.Services), seconds);
            }
        }

        IpcTable.Print(results);
        return 0;
    }

    private static void Take(int round, CaseResults one, string name, Func<IRunningFleet> start, double seconds)
    {
        one.Of(name).Add(FleetTrial.Run(one.Case, start, seconds));
        Tell(round, one.Case, name, one.Of(name)[^1].Relay);
    }

    // A run takes minutes: what is known so far should not be lost with it.
    private static void Tell(int round, RelayCase what, string name, RelayResult result) => Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{round}: {what.Name}, {name}: {result.PerSecond:N0}/s, p50 {result.P50Micros:F1} µs, CPU {result.CpuMicrosPerOperation:F2} µs, {result.RelayBytesPerFrame:F3} B/frame"));
}

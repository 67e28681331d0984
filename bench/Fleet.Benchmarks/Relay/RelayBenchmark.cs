using System.Globalization;

namespace Fleet.Benchmarks.Relay;

/// <summary>
/// Measures the local link as it is used: client process, relay process, service processes over Unix domain sockets.
/// Every round runs every case with every transport once, so that what else the machine does hits all alike.
/// <code>relay [--rounds 5] [--case text]</code>
/// </summary>
internal static class RelayBenchmark
{
    public static int Run(string[] args)
    {
        if (Option(args, "--role") is { } role)
            return RelayRole.Run(role, args);

        int rounds = int.Parse(Option(args, "--rounds") ?? "5", CultureInfo.InvariantCulture);
        string filter = Option(args, "--case") ?? "";
        var results = new Dictionary<(RelayCase, RelayTransport), List<RelayResult>>();
        for (int round = 1; round <= rounds; round++)
        {
            foreach (RelayCase what in RelayCase.All.Where(one => one.Name.Contains(filter, StringComparison.Ordinal)))
            {
                foreach (RelayTransport transport in Enum.GetValues<RelayTransport>())
                {
                    if (!results.TryGetValue((what, transport), out List<RelayResult>? list))
                        results[(what, transport)] = list = [];
                    list.Add(RelayTrial.Run(what, transport));
                }
            }

            Console.Error.WriteLine($"round {round} of {rounds}");
        }

        Print(results);
        return 0;
    }

    internal static string? Option(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    private static void Print(Dictionary<(RelayCase Case, RelayTransport Transport), List<RelayResult>> results)
    {
        Console.WriteLine("| case | transport | per s: median [range] | p50 µs | p99 µs | CPU µs/op | relay B/frame |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|");
        foreach (((RelayCase what, RelayTransport transport), List<RelayResult> list) in results)
        {
            double[] rates = [.. list.Select(one => one.PerSecond).Order()];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {what.Name} | {transport} | {Median(list, one => one.PerSecond):N0} [{rates[0]:N0}–{rates[^1]:N0}] | {Median(list, one => one.P50Micros):F1} | {Median(list, one => one.P99Micros):F1} | {Median(list, one => one.CpuMicrosPerOperation):F2} | {Median(list, one => one.RelayBytesPerFrame):F2} |"));
        }
    }

    private static double Median(List<RelayResult> list, Func<RelayResult, double> value)
    {
        double[] sorted = [.. list.Select(value).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

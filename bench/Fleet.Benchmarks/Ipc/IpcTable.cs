using System.Globalization;
using Fleet.Benchmarks.Relay;

namespace Fleet.Benchmarks.Ipc;

/// <summary>Prints medians with ranges, and ratios: to the raw relay and to eris-fleet round by round, to eris-fleet by constants where it is not in the run.</summary>
internal static class IpcTable
{
    public static void Print(List<CaseResults> results)
    {
        Console.WriteLine("| case | what | per s: median [range] | p50 µs | p99 µs | CPU µs/op | p50 ÷ raw | per s ÷ eris-fleet | Admiral B/frame | driver B/op |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (CaseResults one in results)
        {
            Print(one, "raw relay", one.Raw, "", "", "");
            foreach ((string name, List<IpcResult> list) in one.Fleets)
                Print(one, name, [.. list.Select(result => result.Relay)], P50Ratio(one, list), name == ErisFleet.Name ? "" : ToErisFleet(one, list), F(Median(list.Select(result => result.DriverBytesPerOperation)), "F0"));
        }
    }

    private static void Print(CaseResults one, string name, List<RelayResult> list, string p50Ratio, string toEris, string driver)
    {
        double[] rates = [.. list.Select(result => result.PerSecond).Order()];
        string latencies = one.Case.Kind is RelayCaseKind.Echo ? $"{F(Median(list.Select(result => result.P50Micros)), "F1")} | {F(Median(list.Select(result => result.P99Micros)), "F1")}" : "– | –";
        Console.WriteLine(
            $"| {one.Case.Name} | {name} | {F(Median(rates), "N0")} [{F(rates[0], "N0")}–{F(rates[^1], "N0")}] | {latencies} | {F(Median(list.Select(result => result.CpuMicrosPerOperation)), "F2")} | {p50Ratio} | {toEris} | {F(Median(list.Select(result => result.RelayBytesPerFrame)), "F3")} | {driver} |");
    }

    private static string ToErisFleet(CaseResults one, List<IpcResult> list)
    {
        double[] ratios = one.Fleets.TryGetValue(ErisFleet.Name, out List<IpcResult>? measured)
            ? [.. measured.Zip(list, (eris, fleet) => fleet.Relay.PerSecond / eris.Relay.PerSecond).Order()]
            : ErisFleet.PerSecond(one.Case) is { } constant ? [.. list.Select(fleet => fleet.Relay.PerSecond / constant).Order()] : [];
        return ratios.Length == 0 ? "" : $"{F(Median(ratios), "F1")} [{F(ratios[0], "F1")}–{F(ratios[^1], "F1")}]";
    }

    // Pairs of one round, since what else the machine does changes from round to round.
    private static string P50Ratio(CaseResults one, List<IpcResult> list)
    {
        if (one.Case.Kind is not RelayCaseKind.Echo)
            return "";
        double[] ratios = [.. one.Raw.Zip(list, (raw, fleet) => fleet.Relay.P50Micros / raw.P50Micros).Order()];
        return $"{F(Median(ratios), "F2")} [{F(ratios[0], "F2")}–{F(ratios[^1], "F2")}]";
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string F(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

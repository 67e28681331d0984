using System.CommandLine;
using System.Text.Json;
using Fleet.Admiral.Control;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary><c>fleet stats</c>: figures of the workers, and their sums.</summary>
internal static class StatsVerb
{
    private static readonly Column[] Columns =
    [
        new("SLOT"), new("WORKER"), new("MEMORY", IsNumber: true), new("HEAP", IsNumber: true), new("CPU", IsNumber: true), new("UPTIME", IsNumber: true),
        new("LATENCY", IsNumber: true), new("QUEUED", IsNumber: true), new("DROPPED", IsNumber: true), new("SHARDS"),
    ];

    private static readonly Column[] TotalColumns = [new("TOTAL"), new("VALUE", IsNumber: true)];

    public static Command Make(GlobalOptions options, Surroundings surroundings)
    {
        var config = GlobalOptions.ConfigArgument();
        var collect = new Option<bool>("--collect") { Description = "Asks the workers now, instead of showing the last collection." };
        var verb = new Command("stats", "Shows the figures of the workers.") { config, collect };
        verb.SetAction((parse, ct) => new ControlVerb(options, surroundings).RunAsync(
            parse, parse.GetValue(config), ControlVerb.Question, async (client, ct) =>
            {
                var stats = await client.GetStatsAsync(parse.GetValue(collect), ct);
                if (parse.GetValue(options.Json)) await surroundings.Out.WriteLineAsync(JsonSerializer.Serialize(stats, ControlJson.Default.FleetStats));
                else Write(stats, options.AllowsColor(parse, surroundings), surroundings);
                return ExitCode.Done;
            }, ct));
        return verb;
    }

    private static void Write(FleetStats stats, bool color, Surroundings surroundings)
    {
        Table.Write(surroundings.Out, Columns, stats.Services.Concat(stats.Clusters).Select(Row), color);
        surroundings.Out.WriteLine();
        Table.Write(surroundings.Out, TotalColumns, Totals(stats), color);
        if (stats.Missing.Count > 0)
            surroundings.Error.WriteLine(PrintableText.Escape($"No answer from: {string.Join(", ", stats.Missing)}."));
    }

    private static string[] Row(WorkerStats worker) =>
    [
        worker.Slot, worker.Worker, Quantity.Bytes(worker.MemoryBytes), Quantity.Bytes(worker.HeapBytes), $"{Quantity.Number(worker.CpuSeconds)} s",
        Quantity.Seconds(worker.UptimeSeconds), $"{Quantity.Number(worker.LatencyMilliseconds)} ms", Quantity.Count(worker.QueuedWork), Quantity.Count(worker.Dropped),
        string.Join(",", worker.Shards),
    ];

    private static IEnumerable<string[]> Totals(FleetStats stats) =>
    [
        ["memory of the admiral", Quantity.Bytes(stats.AdmiralMemoryBytes)],
        ["memory of clusters", Quantity.Bytes(stats.ClusterMemoryBytes)],
        ["memory of services", Quantity.Bytes(stats.ServiceMemoryBytes)],
        ["memory", Quantity.Bytes(stats.TotalMemoryBytes)],
        ["shards", Quantity.Count(stats.ShardCount)],
        .. stats.Totals.OrderBy(total => total.Key, StringComparer.Ordinal).Select(total => new[] { total.Key, Quantity.Number(total.Value) }),
    ];
}

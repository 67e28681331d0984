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

    private static readonly Column[] BudgetColumns =
    [
        new("BUDGET"), new("WAITING", IsNumber: true), new("GRANTED", IsNumber: true), new("RETURNED", IsNumber: true), new("REFUSED", IsNumber: true), new("GIVEN UP", IsNumber: true),
        new("LONGEST WAIT", IsNumber: true),
    ];

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
        if (stats.Budgets.Count > 0)
        {
            surroundings.Out.WriteLine();
            Table.Write(surroundings.Out, BudgetColumns, stats.Budgets.Select(Row), color);
        }

        if (stats.Missing.Count > 0)
            surroundings.Error.WriteLine(PrintableText.Escape($"No answer from: {string.Join(", ", stats.Missing)}."));
    }

    private static string[] Row(WorkerStats worker) =>
    [
        worker.Slot, worker.Worker, Quantity.Bytes(worker.MemoryBytes), Quantity.Bytes(worker.HeapBytes), $"{Quantity.Number(worker.CpuSeconds)} s",
        Quantity.Seconds(worker.UptimeSeconds), $"{Quantity.Number(worker.LatencyMilliseconds)} ms", Quantity.Count(worker.QueuedWork), Quantity.Count(worker.Dropped),
        string.Join(",", worker.Shards),
    ];

    private static string[] Row(BudgetStatus budget) =>
    [
        budget.Name, Quantity.Count(budget.Waiting), Quantity.Count(budget.Granted), Quantity.Count(budget.Returned), Quantity.Count(budget.NotYet + budget.TurnedAway),
        Quantity.Count(budget.Cancelled + budget.Orphaned), $"{Quantity.Number(budget.LongestWait.TotalSeconds)} s",
    ];

    private static IEnumerable<string[]> Totals(FleetStats stats) =>
    [
        ["memory of the admiral", Quantity.Bytes(stats.AdmiralMemoryBytes)],
        ["memory of clusters", Quantity.Bytes(stats.ClusterMemoryBytes)],
        ["memory of services", Quantity.Bytes(stats.ServiceMemoryBytes)],
        ["memory", Quantity.Bytes(stats.TotalMemoryBytes)],
        ["shards", Quantity.Count(stats.ShardCount)],
        .. stats.Store is { } store ? Totals(store) : [],
        .. stats.Totals.OrderBy(total => total.Key, StringComparer.Ordinal).Select(total => new[] { total.Key, Quantity.Number(total.Value) }),
    ];

    private static IEnumerable<string[]> Totals(StoreStats store) =>
    [
        ["keys of the store", Quantity.Count(store.Keys)],
        ["bytes of the store", Quantity.Bytes(store.Bytes)],
        ["reads of the store", Quantity.Count(store.Reads)],
        ["writes of the store", Quantity.Count(store.Writes)],
        ["writes refused", Quantity.Count(store.Refused)],
        ["writes in conflict", Quantity.Count(store.Conflicts)],
        ["keys expired", Quantity.Count(store.Expired)],
    ];
}

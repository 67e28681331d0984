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

    private static readonly Column[] MessageColumns = [new("MESSAGES"), new("COUNT", IsNumber: true)];

    private static readonly Column[] LossColumns =
    [
        new("EVENTS DROPPED FOR"), new("FULL", IsNumber: true), new("NOBODY", IsNumber: true), new("TOO LARGE", IsNumber: true), new("COMMANDS REFUSED", IsNumber: true),
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
        if (stats.Routing is { } routing) Write(routing, color, surroundings);
        if (stats.Budgets.Count > 0)
        {
            surroundings.Out.WriteLine();
            Table.Write(surroundings.Out, BudgetColumns, stats.Budgets.Select(Row), color);
        }

        if (stats.Missing.Count > 0)
            surroundings.Error.WriteLine(PrintableText.Escape($"No answer from: {string.Join(", ", stats.Missing)}."));
    }

    private static void Write(RoutingStats routing, bool color, Surroundings surroundings)
    {
        var counted = Counts(routing).Where(count => count.Count > 0).Select(count => new[] { count.What, Quantity.Count(count.Count) }).ToList();
        if (counted.Count == 0) return;
        surroundings.Out.WriteLine();
        Table.Write(surroundings.Out, MessageColumns, counted, color);
        if (routing.Slots.Count == 0) return;
        surroundings.Out.WriteLine();
        Table.Write(surroundings.Out, LossColumns, routing.Slots.Select(Row), color);
    }

    private static string[] Row(SlotRoutingStats slot) =>
    [
        slot.Slot, Quantity.Count(slot.EventsOverflowed), Quantity.Count(slot.EventsToNobody), Quantity.Count(slot.EventsTooLarge),
        Quantity.Count(slot.CommandsUnavailable + slot.CommandsBusy + slot.CommandsBehind + slot.CommandsTooLarge),
    ];

    private static IEnumerable<(string What, long Count)> Counts(RoutingStats routing) =>
    [
        ("events delivered", routing.EventsDelivered),
        ("events held in handovers", routing.EventsHeld),
        ("events dropped: queue full", routing.EventsOverflowed),
        ("events dropped: nobody there", routing.EventsToNobody),
        ("events dropped: too large", routing.EventsTooLarge),
        ("events dropped: Fleet's own name", routing.EventsForged),
        ("commands delivered", routing.CommandsDelivered),
        ("commands held in handovers", routing.CommandsHeld),
        ("commands refused: no such target", routing.CommandsToNobody),
        ("commands refused: no active worker", routing.CommandsUnavailable),
        ("commands refused: busy", routing.CommandsBusy),
        ("commands refused: does not get on", routing.CommandsBehind),
        ("commands refused: too large", routing.CommandsTooLarge),
        ("commands refused: not allowed", routing.CommandsForbidden),
        ("replies too late", routing.RepliesLate),
        ("replies lost", routing.RepliesLost),
    ];

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

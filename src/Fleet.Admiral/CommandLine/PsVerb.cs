using System.CommandLine;
using System.Text.Json;
using Fleet.Admiral.Control;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary><c>fleet ps</c>: the workers.</summary>
internal static class PsVerb
{
    private static readonly Column[] Columns =
    [
        new("SLOT"), new("WORKER"), new("PHASE", Colored: true), new("PID", IsNumber: true), new("MEMORY", IsNumber: true),
        new("UPTIME", IsNumber: true), new("RESTARTS", IsNumber: true), new("NOTE"),
    ];

    public static Command Make(GlobalOptions options, Surroundings surroundings)
    {
        var config = GlobalOptions.ConfigArgument();
        var verb = new Command("ps", "Lists the workers of a running fleet.") { config };
        verb.SetAction((parse, ct) => new ControlVerb(options, surroundings).RunAsync(
            parse, parse.GetValue(config), ControlVerb.Question, async (client, ct) =>
            {
                var status = await client.GetStatusAsync(ct);
                if (parse.GetValue(options.Json))
                    await surroundings.Out.WriteLineAsync(JsonSerializer.Serialize(WorkerList.Of(status), ControlJson.Default.WorkerList));
                else
                    Write(status, options.AllowsColor(parse, surroundings), surroundings.Out);
                return ExitCode.Done;
            }, ct));
        return verb;
    }

    private static void Write(FleetStatus status, bool color, TextWriter to)
    {
        Table.Write(to, Columns, status.Workers.Select(Row), color);
        if (status.ClustersWait is { } why) to.WriteLine(PrintableText.Escape(why));
    }

    private static string[] Row(WorkerSummary worker) => worker.Pid == 0
        ? [worker.Slot, "-", worker.Phase, "-", "-", "-", Quantity.Count(worker.Restarts), Note(worker)]
        : [worker.Slot, worker.Worker, worker.Phase, Quantity.Count(worker.Pid), Quantity.Bytes(worker.MemoryBytes), Quantity.Seconds(worker.UptimeSeconds), Quantity.Count(worker.Restarts), Note(worker)];

    private static string Note(WorkerSummary worker) => (worker.Pinned, worker.Note) switch
    {
        (false, var note) => note,
        (true, "") => "pinned",
        (true, var note) => $"pinned; {note}",
    };
}

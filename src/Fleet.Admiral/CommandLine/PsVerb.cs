using System.CommandLine;
using System.Text.Json;
using Fleet.Admiral.Control;

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
                    Table.Write(surroundings.Out, Columns, status.Workers.Select(Row), options.AllowsColor(parse, surroundings));
                return ExitCode.Done;
            }, ct));
        return verb;
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

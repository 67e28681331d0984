using System.CommandLine;
using Fleet.Admiral.Control;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary><c>fleet restart</c>, <c>fleet stop</c> and <c>fleet start</c>: operations that are watched to their end.</summary>
internal static class OperationVerbs
{
    public static Command Restart(GlobalOptions options, Surroundings surroundings)
    {
        var names = GlobalOptions.NamesArgument(ArgumentArity.OneOrMore);
        var hard = new Option<bool>("--hard") { Description = "Stops each worker before its successor starts. Without it nothing is lost." };
        var plan = LayoutVerbs.PlanOption();
        var verb = new Command("restart", "Replaces workers by new ones, with the code that lies there now.") { names, hard, plan };
        verb.SetAction((parse, ct) => new ControlVerb(options, surroundings).RunAsync(
            parse, null, ControlVerb.Operation,
            (client, ct) => Watch(parse).RunAsync(client.RestartAsync(new RestartRequest(parse.GetValue(names)!, parse.GetValue(hard), parse.GetValue(plan)), ct)), ct));
        return verb;

        OperationWatch Watch(ParseResult parse) => new(surroundings, parse.GetValue(options.Json));
    }

    public static Command Start(GlobalOptions options, Surroundings surroundings)
    {
        var names = GlobalOptions.NamesArgument(ArgumentArity.OneOrMore);
        var verb = new Command("start", "Starts workers that were stopped.") { names };
        verb.SetAction((parse, ct) => new ControlVerb(options, surroundings).RunAsync(
            parse, null, ControlVerb.Operation,
            (client, ct) => new OperationWatch(surroundings, parse.GetValue(options.Json)).RunAsync(client.StartAsync(new StartRequest(parse.GetValue(names)!), ct)), ct));
        return verb;
    }

    public static Command Stop(GlobalOptions options, Surroundings surroundings)
    {
        var names = GlobalOptions.NamesArgument(ArgumentArity.ZeroOrMore);
        var hard = new Option<bool>("--hard") { Description = "Kills their processes at once, in place of having each stop in its own way." };
        var verb = new Command("stop", "Stops workers, or the whole fleet where none is named.") { names, hard };
        verb.SetAction((parse, ct) => new ControlVerb(options, surroundings).RunAsync(
            parse, null, ControlVerb.Operation, async (client, ct) =>
            {
                var slots = parse.GetValue(names) ?? [];
                if (slots.Length == 0 && !parse.GetValue(options.Yes) && !await AgreesAsync(client, surroundings, ct)) return ExitCode.Refused;
                return await new OperationWatch(surroundings, parse.GetValue(options.Json)).RunAsync(client.StopAsync(new StopRequest(slots, parse.GetValue(hard)), ct));
            }, ct));
        return verb;
    }

    private static async Task<bool> AgreesAsync(ControlClient client, Surroundings surroundings, CancellationToken ct)
    {
        var status = await client.GetStatusAsync(ct);
        var question = PrintableText.Escape($"Stop the whole fleet {status.Fleet} ({status.Workers.Count} workers)?");
        if (!surroundings.InIsTerminal)
        {
            surroundings.Error.WriteFaults([new FleetFault("FLEET5005", $"refused: \"{question}\" needs a yes, and there is nobody to ask. Say it with -y.")]);
            return false;
        }

        await surroundings.Error.WriteAsync($"{question} [y/N] ");
        await surroundings.Error.FlushAsync(ct);
        return (await surroundings.In.ReadLineAsync(ct))?.Trim() is "y" or "Y" or "yes";
    }
}

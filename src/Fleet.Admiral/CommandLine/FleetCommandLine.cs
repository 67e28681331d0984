using System.CommandLine;
using System.CommandLine.Invocation;

namespace Fleet.Admiral.CommandLine;

/// <summary>The program <c>fleet</c>: its verbs, and what its exit codes are.</summary>
public static class FleetCommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="arguments">The words after <c>fleet</c>.</param>
    /// <param name="runner">Runs an Admiral, for <c>fleet run</c>.</param>
    /// <param name="surroundings">Where the command reads and writes.</param>
    /// <param name="ct">Ends when the operator interrupts.</param>
    /// <returns>The exit code (<see cref="ExitCode"/>).</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, IFleetRunner runner, Surroundings surroundings, CancellationToken ct)
    {
        var parse = Make(runner, surroundings).Parse(arguments);
        if (parse.Action is ParseErrorAction || parse.Action is null) return Usage(parse, surroundings);
        // Signals are the program's: the parser's own handling would end it after 2 s, in the middle of an orderly stop.
        var invocation = new InvocationConfiguration { Output = surroundings.Out, Error = surroundings.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parse.InvokeAsync(invocation, ct);
    }

    internal static RootCommand Make(IFleetRunner runner, Surroundings surroundings)
    {
        var options = new GlobalOptions();
        var root = new RootCommand("Runs chat bots in many processes, and replaces them without losing a message.")
        {
            RunVerb.Make(options, surroundings, runner),
            PsVerb.Make(options, surroundings),
            StatsVerb.Make(options, surroundings),
            OperationVerbs.Restart(options, surroundings),
            OperationVerbs.Stop(options, surroundings),
            OperationVerbs.Start(options, surroundings),
            LayoutVerbs.Reshard(options, surroundings),
            LayoutVerbs.Scale(options, surroundings),
            LayoutVerbs.Service(options, surroundings),
            LayoutVerbs.Operation(options, surroundings),
        };
        options.AddTo(root);
        Examples.AddTo(root);
        return root;
    }

    private static int Usage(ParseResult parse, Surroundings surroundings)
    {
        foreach (var error in parse.Errors) surroundings.Error.WriteLine(Options.PrintableText.Escape(error.Message));
        var verb = parse.CommandResult.Command is RootCommand ? "" : parse.CommandResult.Command.Name + " ";
        surroundings.Error.WriteLine($"See: fleet {verb}--help");
        return ExitCode.Usage;
    }
}

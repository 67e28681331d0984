using System.CommandLine;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary><c>fleet run</c>: an Admiral in this process.</summary>
internal static class RunVerb
{
    public static Command Make(GlobalOptions options, Surroundings surroundings, IFleetRunner runner)
    {
        var config = GlobalOptions.ConfigArgument();
        var verb = new Command("run", "Runs a fleet in this terminal until it is stopped.") { config };
        verb.SetAction((parse, ct) =>
        {
            var sources = options.Sources(parse, parse.GetValue(config), surroundings) ?? options.SourcesHere(parse, surroundings);
            var result = FleetConfigLoader.Load(sources);
            if (result.Succeeded) return runner.RunAsync(result.Config, ct);
            surroundings.Error.WriteFaults(result.Faults);
            return Task.FromResult(ExitCode.Configuration);
        });
        return verb;
    }
}

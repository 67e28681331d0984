using System.CommandLine;
using System.CommandLine.Parsing;
using Fleet.Admiral.Options;
using Fleet.Admiral.Options.Keys;

namespace Fleet.Admiral.CommandLine;

/// <summary>The options that every verb takes.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Socket { get; } = new("--socket") { Description = "The control socket of the fleet to speak with.", HelpName = "path", Recursive = true };

    public Option<string?> Config { get; } = new("--config", "-c") { Description = "The fleet's configuration, or its folder (default: ./fleet.json).", HelpName = "file", Recursive = true };

    public Option<string[]> Set { get; } = new("--set") { Description = "Sets a key of the configuration, such as start.timeout=20s. May be given again.", HelpName = "key=value", Recursive = true };

    public Option<bool> Json { get; } = new("--json") { Description = "Prints JSON instead of text.", Recursive = true };

    public Option<bool> NoColor { get; } = new("--no-color") { Description = "Prints no colours (as does the variable NO_COLOR).", Recursive = true };

    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Answers every question with yes.", Recursive = true };

    public Option<TimeSpan?> Timeout { get; } = new("--timeout")
    {
        Description = "How long to wait for an answer, such as 30s (default: 10s for a question, 30m for an operation). An operation goes on.",
        HelpName = "duration",
        Recursive = true,
        CustomParser = ReadTimeout,
    };

    /// <summary>A configuration named as the verb's last word.</summary>
    public static Argument<string?> ConfigArgument() =>
        NoOption(new Argument<string?>("config") { Description = "The fleet's configuration, or its folder (default: ./fleet.json).", Arity = ArgumentArity.ZeroOrOne });

    /// <summary>Slots, named one by one or by a word.</summary>
    public static Argument<string[]> NamesArgument(ArgumentArity arity) =>
        NoOption(new Argument<string[]>("names") { Description = "Slots such as cluster-0 or stats, or the words all, clusters, services.", Arity = arity });

    public void AddTo(Command root)
    {
        Option[] options = [Socket, Config, Set, Json, NoColor, Yes, Timeout];
        foreach (var option in options) root.Options.Add(option);
    }

    /// <summary>Whether tables may be coloured.</summary>
    public bool AllowsColor(ParseResult parse, Surroundings surroundings) =>
        surroundings.OutIsTerminal && !parse.GetValue(NoColor) && string.IsNullOrEmpty(surroundings.Environment.GetValueOrDefault("NO_COLOR"));

    /// <summary>Where the configuration comes from; the file is null where none is named.</summary>
    public FleetConfigSources? Sources(ParseResult parse, string? named, Surroundings surroundings)
    {
        var file = named ?? parse.GetValue(Config);
        return file is null ? null : Sources(parse, Path.GetFullPath(file, surroundings.Folder), surroundings.Environment);
    }

    /// <summary>The configuration of this folder, whether it is there or not.</summary>
    public FleetConfigSources SourcesHere(ParseResult parse, Surroundings surroundings) =>
        Sources(parse, Path.Combine(surroundings.Folder, FleetConfigLoader.FileName), surroundings.Environment);

    private FleetConfigSources Sources(ParseResult parse, string file, IReadOnlyDictionary<string, string> environment) =>
        new() { File = file, Environment = environment, Sets = parse.GetValue(Set) ?? [] };

    // The parser takes a mistyped option for a word of its own.
    private static Argument<T> NoOption<T>(Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (token.Value.StartsWith('-')) result.AddError($"There is no option {token.Value}.");
        });
        return argument;
    }

    private static TimeSpan? ReadTimeout(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DurationText.TryRead(text, out var duration) && duration > TimeSpan.Zero) return duration;
        result.AddError($"--timeout {text}: must be a duration such as 500ms, 30s or 5m.");
        return null;
    }
}

using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary>Everything a command touches besides its arguments, so that tests can put it anywhere.</summary>
public sealed record Surroundings
{
    /// <summary>Gets data: tables, JSON, progress.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Gets everything else: faults, questions.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Where answers to questions come from.</summary>
    public required TextReader In { get; init; }

    /// <summary>Whether <see cref="Out"/> is a terminal, which may be shown colours.</summary>
    public required bool OutIsTerminal { get; init; }

    /// <summary>Whether <see cref="In"/> is a person, who can be asked.</summary>
    public required bool InIsTerminal { get; init; }

    /// <summary>Where <c>./fleet.json</c> is looked for.</summary>
    public required string Folder { get; init; }

    /// <summary>The environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Measures <c>--timeout</c>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Those of this process.</summary>
    public static Surroundings OfThisProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        In = Console.In,
        OutIsTerminal = !Console.IsOutputRedirected,
        InIsTerminal = !Console.IsInputRedirected,
        Folder = System.Environment.CurrentDirectory,
        Environment = FleetConfigSources.ProcessEnvironment(),
    };
}

using System.Collections;
using Microsoft.Extensions.Configuration;

namespace Fleet.Admiral.Options;

/// <summary>Where a configuration comes from. Later sources win: defaults, the file, a section of the host program's configuration, the environment, the command line.</summary>
public sealed record FleetConfigSources
{
    /// <summary>The file, or a folder with a <c>fleet.json</c> in it.</summary>
    public required string File { get; init; }

    /// <summary>Whether the file may be missing. Relative paths begin at the folder where it would be.</summary>
    public bool FileIsOptional { get; init; }

    /// <summary>A section of the configuration of the program that embeds the Admiral; null where none does.</summary>
    public IConfigurationSection? Section { get; init; }

    /// <summary>Environment variables. <c>FLEET__START__TIMEOUT</c> is the key <c>start.timeout</c>; others are ignored.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of <c>--set</c>: <c>start.timeout=20s</c>.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Whether the program around the Admiral brings a shard source of its own, so that <c>shards: auto</c> needs no service. Default: false.</summary>
    public bool HasShardSource { get; init; }

    /// <summary>The environment of this process.</summary>
    public static IReadOnlyDictionary<string, string> ProcessEnvironment() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}

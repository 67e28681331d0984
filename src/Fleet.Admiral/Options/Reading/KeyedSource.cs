using Fleet.Admiral.Options.Keys;
using Microsoft.Extensions.Configuration;

namespace Fleet.Admiral.Options.Reading;

/// <summary>Reads the sources that give one value at a time: a section of a program's configuration, environment variables and <c>--set</c>.</summary>
internal static class KeyedSource
{
    private const string Prefix = "FLEET__";

    /// <summary>Takes every value of a section. What an environment variable gives under the same name is left to it, since programs commonly read those too.</summary>
    public static ConfigLayer FromSection(IConfigurationSection? section, IReadOnlyDictionary<string, string> environment, List<FleetFault> faults)
    {
        var layer = new ConfigLayer();
        if (section is null) return layer;
        var given = environment.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in section.AsEnumerable(makePathsRelative: true).OrderBy(entry => entry.Key, ConfigurationKeyComparer.Instance))
        {
            if (key.Length == 0 || given.Contains(Prefix + key.Replace(":", "__", StringComparison.Ordinal))) continue;
            if (string.IsNullOrEmpty(value) && section.GetSection(key).GetChildren().Any()) continue;
            Put(layer, key.Split(':'), string.IsNullOrEmpty(value) ? null : value, $"{section.Path}:{key}", faults);
        }

        return layer;
    }

    /// <summary>Takes every variable <c>FLEET__A__B</c> as key <c>a.b</c>.</summary>
    public static ConfigLayer FromEnvironment(IReadOnlyDictionary<string, string> environment, List<FleetFault> faults)
    {
        var layer = new ConfigLayer();
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            Put(layer, name[Prefix.Length..].Split("__"), value, $"environment variable {name}", faults);
        }

        return layer;
    }

    /// <summary>Takes every <c>a.b=c</c>.</summary>
    public static ConfigLayer FromSets(IReadOnlyList<string> sets, List<FleetFault> faults)
    {
        var layer = new ConfigLayer();
        foreach (var set in sets)
        {
            var equals = set.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) Put(layer, set[..equals].Split('.'), set[(equals + 1)..], $"--set {set[..equals]}", faults);
            else faults.Add(new FleetFault("FLEET2003", $"--set {ConfigFaults.Shown(set)}: must be key=value, such as clusters.count=4."));
        }

        return layer;
    }

    private static void Put(ConfigLayer layer, string[] path, string? value, string origin, List<FleetFault> faults)
    {
        var node = KeyNode.Root;
        for (var i = 0; i < path.Length; i++)
        {
            if (node.Key is null && node.Names.Count == 0) path[i] = path[i].ToLowerInvariant();
            if (path[i].Length > 0 && !path[i].Contains(':', StringComparison.Ordinal) && node.Find(path[i]) is { } below)
            {
                node = below;
                continue;
            }

            faults.Add(ConfigFaults.UnknownKey(origin, string.Concat(path[..i].Select(name => name.ToLowerInvariant() + ".")), path[i], node));
            return;
        }

        // Written down though it has no value: "stats": {} is a service with nothing but defaults.
        if (node.Key is not null || value is null) layer.Put(string.Join(':', path), value, origin);
        else faults.Add(new FleetFault("FLEET2003", $"{origin}: {string.Join('.', path).ToLowerInvariant()} is a section. Name a key in it."));
    }
}

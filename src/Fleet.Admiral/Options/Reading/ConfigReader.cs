using Fleet.Admiral.Options.Keys;
using Microsoft.Extensions.Configuration;

namespace Fleet.Admiral.Options.Reading;

/// <summary>Reads typed values out of the layers, later layers first, and gathers what is wrong with them.</summary>
internal sealed class ConfigReader(IReadOnlyList<ConfigLayer> layers, string file, List<FleetFault> faults)
{
    private readonly IConfigurationRoot _root = Merge(layers);

    /// <summary>The value of a key, or its default.</summary>
    /// <param name="key">A key whose default is a value.</param>
    /// <param name="name">What the star in its path stands for.</param>
    public T Read<T>(ValueKey<T> key, string name = "")
    {
        if (TryRead(key, name, out var value)) return value;
        return key.TryRead(key.Default, out var standard) ? standard : throw new InvalidOperationException($"{key.Path} has no default.");
    }

    /// <summary>The value of a key, or what stands for it where it is not given.</summary>
    public T ReadOr<T>(ValueKey<T> key, T otherwise, string name = "") => TryRead(key, name, out var value) ? value : otherwise;

    /// <summary>The value of a key; null where it is not given.</summary>
    public T? ReadIfGiven<T>(ValueKey<T> key)
        where T : struct => TryRead(key, "", out var value) ? value : null;

    /// <summary>The value of a key that must be given.</summary>
    public string ReadRequired(ValueKey<string> key)
    {
        if (!IsGiven(Place(key, ""))) faults.Add(ConfigFaults.Missing(key.Path, file, key.Allowed));
        return ReadOr(key, "");
    }

    /// <summary>The distinct values of a list. The last layer that mentions the list gives all of it.</summary>
    public IReadOnlyList<string> Read(ListKey key, string name = "")
    {
        var list = Place(key, name);
        var layer = layers.LastOrDefault(layer => layer.Mentions(list));
        var values = new List<string>();
        if (layer is null) return values;
        foreach (var (place, text, origin) in Items(list, layer))
        {
            if (!key.TryRead(text, out var value)) faults.Add(ConfigFaults.BadValue(place, text, origin, key.Allowed));
            else if (values.Contains(value)) faults.Add(ConfigFaults.BadValue(place, text, origin, key.Allowed));
            else values.Add(value);
        }

        return values;
    }

    /// <summary>The values of a list, or what stands for it where no source mentions it.</summary>
    public IReadOnlyList<string> ReadOr(ListKey key, IReadOnlyList<string> otherwise) => IsMentioned(key) ? Read(key) : otherwise;

    /// <summary>The values under a key that is the bot's own, flat, of all layers together.</summary>
    public IReadOnlyDictionary<string, string?> Read(FreeKey key, string name = "")
    {
        var section = _root.GetSection(Place(key, name));
        return section.AsEnumerable(makePathsRelative: true)
            .Where(entry => entry.Key.Length > 0 && (entry.Value is not null || !section.GetSection(entry.Key).GetChildren().Any()))
            .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The names below a section that takes any name.</summary>
    public IReadOnlyList<string> Names(string section) =>
        [.. _root.GetSection(section).GetChildren().Select(child => child.Key).Order(StringComparer.Ordinal)];

    /// <summary>Where the value of a key came from; the file where it has none.</summary>
    public string OriginOf(string path)
    {
        var place = path.Replace('.', ':');
        return layers.LastOrDefault(layer => layer.TryGet(place, out _))?.OriginOf(place) ?? file;
    }

    /// <summary>Whether any source mentions a list, be it empty.</summary>
    public bool IsMentioned(ListKey key) => layers.Any(layer => layer.Mentions(Place(key, "")));

    /// <summary>Whether any source gives a value.</summary>
    public bool IsGiven(ConfigKey key, string name) => IsGiven(Place(key, name));

    private bool TryRead<T>(ValueKey<T> key, string name, out T value)
    {
        value = default!;
        var place = Place(key, name);
        if (!IsGiven(place)) return false;
        var text = _root[place]!;
        if (key.TryRead(text, out value)) return true;
        var path = place.Replace(':', '.');
        faults.Add(ConfigFaults.BadValue(path, text, OriginOf(path), key.Allowed));
        return false;
    }

    private static IConfigurationRoot Merge(IReadOnlyList<ConfigLayer> layers)
    {
        var builder = new ConfigurationBuilder();
        foreach (var layer in layers) builder.Add(layer);
        return builder.Build();
    }

    private bool IsGiven(string place) => _root[place] is not null;

    private static string Place(ConfigKey key, string name) => key.Path.Replace("*", name, StringComparison.Ordinal).Replace('.', ':');

    private static IEnumerable<(string Place, string Text, string Origin)> Items(string key, ConfigLayer layer)
    {
        // A layer may give the list in one text, "a, b", or item by item.
        if (layer.TryGet(key, out var all) && all is not null)
            return all.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select((text, i) => (Shown(i), text, layer.OriginOf(key)));
        return layer.Keys
            .Where(place => place.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
            .OrderBy(place => place, ConfigurationKeyComparer.Instance)
            .Select((place, i) => (Shown(i), layer.TryGet(place, out var text) ? text ?? "" : "", layer.OriginOf(place)));

        string Shown(int i) => $"{key.Replace(':', '.')}[{i}]";
    }
}

using Microsoft.Extensions.Configuration;

namespace Fleet.Admiral.Options.Reading;

/// <summary>One source of the configuration, which remembers where each of its values stands.</summary>
internal sealed class ConfigLayer : ConfigurationProvider, IConfigurationSource
{
    private readonly Dictionary<string, string> _origins = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The keys of all values, with colons.</summary>
    public IEnumerable<string> Keys => Data.Keys;

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Adds a value.</summary>
    /// <param name="key">With colons: <c>start:timeout</c>.</param>
    /// <param name="value">The value; null for a section that may be empty.</param>
    /// <param name="origin">Where it stands, for a person: <c>fleet.json line 7</c>.</param>
    public void Put(string key, string? value, string origin)
    {
        Data[key] = value;
        _origins[key] = origin;
    }

    /// <summary>Where a value of this layer stands.</summary>
    public string OriginOf(string key) => _origins[key];

    /// <summary>Whether the layer says anything about a key or one below it.</summary>
    public bool Mentions(string key) =>
        Data.ContainsKey(key) || Data.Keys.Any(known => known.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));
}

using Fleet.Admiral.Options;

namespace Fleet.Admiral.Plugins;

/// <summary>Code that a fleet runs, as its configuration names it.</summary>
/// <param name="Key">Where it is configured: <c>bot</c>, or <c>services.stats</c>. Names the DLL in a <see cref="GenerationResult"/>.</param>
/// <param name="Path">The configured path: a DLL, a folder or a .csproj; a full path.</param>
public sealed record PluginSpec(string Key, string Path)
{
    /// <summary>The key of the bot that clusters run.</summary>
    public const string Bot = "bot";

    /// <summary>The key of a service's code.</summary>
    public static string Service(string name) => "services." + name;

    /// <summary>All code that a fleet runs, the bot first.</summary>
    public static IReadOnlyList<PluginSpec> From(FleetConfig config) =>
        [new(Bot, config.Bot.Path), .. config.Services.Select(service => new PluginSpec(Service(service.Name), service.Path))];
}

using Fleet.Admiral.Options;

namespace Fleet.Admiral.Tests.Options;

/// <summary>Loads a configuration from text, an environment and sets.</summary>
internal static class ConfigUnderTest
{
    public const string Minimal = """{ "name": "pingbot", "bot": { "path": "bot/PingBot.dll" } }""";

    public static FleetConfigResult Load(string json, Dictionary<string, string>? environment = null, params string[] sets)
    {
        using var folder = new TempFolder();
        return FleetConfigLoader.Load(new FleetConfigSources
        {
            File = folder.Write("fleet.json", json),
            Environment = environment ?? new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = "/run/user/7" },
            Sets = sets,
        });
    }

    public static FleetConfig Valid(string json, Dictionary<string, string>? environment = null, params string[] sets)
    {
        var result = Load(json, environment, sets);
        result.Faults.ShouldBeEmpty();
        return result.Config.ShouldNotBeNull();
    }

    public static string[] Faults(string json, Dictionary<string, string>? environment = null, params string[] sets)
    {
        var result = Load(json, environment, sets);
        result.Config.ShouldBeNull();
        return [.. result.Faults.Select(fault => fault.ToString())];
    }

    /// <summary>The minimal configuration with more in it.</summary>
    public static string With(string more) => $$"""
        {
          "name": "pingbot",
          "bot": { "path": "PingBot.dll" },
          {{more}}
        }
        """;
}

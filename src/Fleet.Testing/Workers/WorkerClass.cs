namespace Fleet.Testing.Workers;

/// <summary>A class that workers of the fleet are made of.</summary>
/// <param name="Name">The service's name; empty for the bot.</param>
/// <param name="Class">The class.</param>
/// <param name="Options">Its settings and services.</param>
internal sealed record WorkerClass(string Name, Type Class, WorkerTestOptions Options)
{
    private const string TwitchAssembly = "Fleet.Twitch";

    /// <summary>The file that the class is in: what stands for the plugin's path.</summary>
    public string File => Class.Assembly.Location;

    /// <summary>What the worker is told: the author's settings, and, where the class can use them, those of the chat in memory.</summary>
    public Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (Class.Assembly.GetReferencedAssemblies().Any(reference => reference.Name == TwitchAssembly))
        {
            // An address on this machine, for which the limits of Twitch may be switched off; nobody connects to it.
            settings["endpoint"] = "irc://127.0.0.1:6667";
            settings["login"] = "testbot";
            settings["token"] = "oauth:test";
            settings["limits"] = "false";
        }

        foreach (var (key, value) in Options.SettingValues) settings[key] = value;
        return settings;
    }
}

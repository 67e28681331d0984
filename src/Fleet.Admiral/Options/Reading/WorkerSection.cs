using Fleet.Admiral.Options.Keys;

namespace Fleet.Admiral.Options.Reading;

/// <summary>Reads which code workers run, and in what surroundings.</summary>
internal static class WorkerSection
{
    public static BotOptions ReadBot(ConfigReader reader, string path, Func<string, string> full, List<FleetFault> faults) => new()
    {
        Path = full(path),
        Class = reader.ReadOr(ConfigKeys.BotClass!, null),
        Settings = reader.Read(ConfigKeys.BotSettings),
        StartingStatus = reader.ReadOr(ConfigKeys.BotStartingStatus!, null),
        Environment = ReadVariables(reader, ConfigKeys.BotEnvironment, "", faults),
        LaunchWith = Words(reader.ReadOr(ConfigKeys.BotLaunchWith, "")),
    };

    public static IReadOnlyList<ServiceOptions> ReadServices(ConfigReader reader, string botPath, Func<string, string> full, List<FleetFault> faults) =>
        [.. reader.Names("services").Select(name => ReadService(reader, name, botPath, full, faults))];

    /// <summary>The environment variables of all workers.</summary>
    public static IReadOnlyDictionary<string, string> ReadEnvironment(ConfigReader reader, List<FleetFault> faults) => ReadVariables(reader, ConfigKeys.WorkerEnvironment, "", faults);

    private static ServiceOptions ReadService(ConfigReader reader, string name, string botPath, Func<string, string> full, List<FleetFault> faults)
    {
        if (!SlotName.IsServiceName(name))
            faults.Add(ConfigFaults.BadValue("the name of a service", name, reader.OriginOf("services." + name), "1 to 40 of a-z, 0-9, '-' and '_', beginning with a letter, and not \"cluster-<number>\""));
        if (name is "all" or "clusters" or "services")
            faults.Add(ConfigFaults.BadValue("the name of a service", name, reader.OriginOf("services." + name), "another: fleet restart has a meaning of its own for this word"));
        return new ServiceOptions
        {
            Name = name,
            Path = full(reader.ReadOr(ConfigKeys.ServicePath, botPath, name)),
            Class = reader.ReadOr(ConfigKeys.ServiceClass!, null, name),
            Settings = reader.Read(ConfigKeys.ServiceSettings, name),
            Pinned = reader.Read(ConfigKeys.ServicePinned, name),
            MemoryLimit = reader.ReadOr(ConfigKeys.ServiceMemoryLimit, reader.Read(ConfigKeys.MemoryServices), name),
            Environment = ReadVariables(reader, ConfigKeys.ServiceEnvironment, name, faults),
            LaunchWith = Words(reader.ReadOr(ConfigKeys.ServiceLaunchWith, "", name)),
        };
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, string> ReadVariables(ConfigReader reader, FreeKey key, string service, List<FleetFault> faults)
    {
        var section = key.Path.Replace("*", service, StringComparison.Ordinal);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in reader.Read(key, service))
        {
            // The value is left out of the text: it may be a secret.
            if (value is null || name.AsSpan().IndexOfAny("=:\0") >= 0 || value.Contains('\0', StringComparison.Ordinal))
                faults.Add(ConfigFaults.BadKind($"{section}.{PrintableText.Escape(name)}", "no variable", reader.OriginOf($"{section}.{name}"), key.Allowed));
            else variables[name] = value;
        }

        return variables;
    }
}

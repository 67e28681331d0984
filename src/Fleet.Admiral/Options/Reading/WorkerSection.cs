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

    /// <param name="reader">The sources.</param>
    /// <param name="botPath">The code of a service that names none.</param>
    /// <param name="memory">The limits of services that have none of their own; read once for all, or a mistake in it would be told as often as there are services.</param>
    /// <param name="full">Makes a path full.</param>
    /// <param name="faults">What is wrong.</param>
    public static IReadOnlyList<ServiceOptions> ReadServices(ConfigReader reader, string botPath, MemoryOptions memory, Func<string, string> full, List<FleetFault> faults) =>
        [.. reader.Names("services").Select(name => ReadService(reader, name, botPath, memory, full, faults))];

    /// <summary>The environment variables of all workers.</summary>
    public static IReadOnlyDictionary<string, string> ReadEnvironment(ConfigReader reader, List<FleetFault> faults) => ReadVariables(reader, ConfigKeys.WorkerEnvironment, "", faults);

    private static ServiceOptions ReadService(ConfigReader reader, string name, string botPath, MemoryOptions memory, Func<string, string> full, List<FleetFault> faults)
    {
        if (!SlotName.IsServiceName(name))
            faults.Add(ConfigFaults.BadValue("the name of a service", name, reader.OriginOf("services." + name), NameText.ServiceForm));
        if (NameText.IsWordForSlots(name))
            faults.Add(ConfigFaults.BadValue("the name of a service", name, reader.OriginOf("services." + name), "another: fleet restart has a meaning of its own for this word"));
        return new ServiceOptions
        {
            Name = name,
            Path = full(reader.ReadOr(ConfigKeys.ServicePath, botPath, name)),
            Class = reader.ReadOr(ConfigKeys.ServiceClass!, null, name),
            Settings = reader.Read(ConfigKeys.ServiceSettings, name),
            Pinned = reader.Read(ConfigKeys.ServicePinned, name),
            MemoryLimit = reader.ReadOr(ConfigKeys.ServiceMemoryLimit, memory.Services, name),
            StartTimeout = reader.ReadOr(ConfigKeys.ServiceStartTimeout, null, name),
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

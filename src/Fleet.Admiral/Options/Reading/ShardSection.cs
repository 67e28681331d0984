using System.Globalization;
using Fleet.Admiral.Options.Keys;
using Fleet.Planning.Budgets;
using Fleet.Planning.Sharding;

namespace Fleet.Admiral.Options.Reading;

/// <summary>Reads what says which shards there are, where, and how fast they identify.</summary>
internal static class ShardSection
{
    public static ShardOptions Read(ConfigReader reader, List<FleetFault> faults) => new()
    {
        Here = ReadHere(reader, faults),
        UnitsPerShard = reader.ReadIfGiven(ConfigKeys.UnitsPerShard),
        SourceService = reader.ReadOr(ConfigKeys.ShardSourceService!, null),
        SourceTimeout = reader.Read(ConfigKeys.ShardSourceTimeout),
        BackoffFirst = reader.Read(ConfigKeys.ShardBackoffFirst),
        BackoffMax = reader.Read(ConfigKeys.ShardBackoffMax),
    };

    public static IdentifyOptions ReadIdentify(ConfigReader reader, List<FleetFault> faults)
    {
        var before = faults.Count;
        var (isLimited, groups) = reader.Read(ConfigKeys.IdentifyConcurrency);
        var options = new IdentifyOptions
        {
            IsLimited = isLimited,
            Concurrency = groups,
            Every = reader.Read(ConfigKeys.IdentifyEvery),
            Margin = reader.ReadIfGiven(ConfigKeys.IdentifyMargin),
        };
        if (faults.Count == before && BudgetRules.FaultOf(options.Definition()) is { } fault) faults.Add(ConfigFaults.BadBudget(IdentifyBudget.Name, reader.OriginOf(ConfigKeys.IdentifyEvery.Path), fault));
        return options;
    }

    public static void CheckTogether(FleetConfig config, bool hasSource, ConfigReader reader, List<FleetFault> faults)
    {
        var isAuto = config.ShardCount is null;
        if (isAuto && config.Shards.SourceService is null && !hasSource)
            faults.Add(Fault(reader, ConfigKeys.ShardCount, "auto", "a number, unless shardSource.service names the service that knows it"));
        if (config.Shards.SourceService is { } service && config.Services.All(known => known.Name != service))
            faults.Add(Fault(reader, ConfigKeys.ShardSourceService, service, config.Services.Count == 0 ? "one of the services, of which there are none" : $"one of the services: {string.Join(", ", config.Services.Select(known => known.Name))}"));
        if (config.ShardCount is { } count && config.Shards.Here is { Count: > 0 } here && here[^1] >= count)
            faults.Add(Fault(reader, ConfigKeys.ShardsHere, ShardRange.Write(here), string.Create(CultureInfo.InvariantCulture, $"below shards ({count}), which is the number of all")));
        if (config.Identify is { IsLimited: true, Concurrency: null } && !isAuto)
            faults.Add(Fault(reader, ConfigKeys.IdentifyConcurrency, "auto", "\"off\" or a number, unless shards is \"auto\" too: the shard source says both"));
        if (config.Identify.IsLimited && config.Budgets.ContainsKey(IdentifyBudget.Name))
            faults.Add(ConfigFaults.BadBudget($"budgets.{IdentifyBudget.Name}", reader.OriginOf($"budgets.{IdentifyBudget.Name}"), "must not be given where identify.concurrency is: that makes a budget of this name"));
    }

    private static int[]? ReadHere(ConfigReader reader, List<FleetFault> faults)
    {
        var before = faults.Count;
        var texts = reader.Read(ConfigKeys.ShardsHere);
        if (texts.Count == 0)
        {
            // Nobody who writes an empty list means all shards.
            if (reader.IsMentioned(ConfigKeys.ShardsHere) && faults.Count == before)
                faults.Add(ConfigFaults.BadKind(ConfigKeys.ShardsHere.Path, "an empty list", reader.OriginOf(ConfigKeys.ShardsHere.Path), $"{ConfigKeys.ShardsHere.Allowed}; leave it out for all shards"));
            return null;
        }

        var shards = new SortedSet<int>();
        foreach (var text in texts)
        {
            if (!ShardRange.TryParse(text, out var range)) continue;
            foreach (var shard in range.Shards)
            {
                if (shards.Add(shard)) continue;
                faults.Add(ConfigFaults.BadValue(ConfigKeys.ShardsHere.Path, text, reader.OriginOf(ConfigKeys.ShardsHere.Path), string.Create(CultureInfo.InvariantCulture, $"free of what is named already: shard {shard} is")));
                break;
            }
        }

        return [.. shards];
    }

    private static FleetFault Fault(ConfigReader reader, ConfigKey key, string value, string allowed) => ConfigFaults.BadValue(key.Path, value, reader.OriginOf(key.Path), allowed);
}

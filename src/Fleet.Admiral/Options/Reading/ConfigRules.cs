using System.Text;
using Fleet.Admiral.Options.Keys;

namespace Fleet.Admiral.Options.Reading;

/// <summary>What must hold between keys of different sections.</summary>
internal static class ConfigRules
{
    // A socket's path has 107 bytes; the longest name in the folder needs the rest.
    private const int LongestRunDirectory = 80;

    public static void Check(FleetConfig config, ConfigReader reader, List<FleetFault> faults)
    {
        CheckOrder(ConfigKeys.BackoffMax, config.Restart.BackoffMax, ConfigKeys.BackoffFirst, config.Restart.BackoffFirst, reader, faults);
        CheckOrder(ConfigKeys.ShardBackoffMax, config.Shards.BackoffMax, ConfigKeys.ShardBackoffFirst, config.Shards.BackoffFirst, reader, faults);
        CheckOrder(ConfigKeys.LivenessStuck, config.Liveness.Stuck, ConfigKeys.LivenessBehind, config.Liveness.Behind, reader, faults);
        CheckOrder(ConfigKeys.LivenessHung, config.Liveness.Hung, ConfigKeys.LivenessStuck, config.Liveness.Stuck, reader, faults);
        if (config.Start.Pause > TimeSpan.Zero && config.Start.Clusters != StartOrder.InOrder)
            faults.Add(ConfigFaults.BadValue(ConfigKeys.StartPause.Path, DurationText.Write(config.Start.Pause), reader.OriginOf(ConfigKeys.StartPause.Path), "0, or given together with start.clusters = \"inOrder\": clusters that start together have nothing between them"));
        CheckServiceOrder(config, reader, faults);
        if (config.Ipc.HoldLimit < config.Ipc.MaxMessage)
            faults.Add(ConfigFaults.BadValue(ConfigKeys.HoldLimit.Path, SizeText.Write(config.Ipc.HoldLimit), reader.OriginOf(ConfigKeys.HoldLimit.Path), $"at least ipc.maxMessage ({SizeText.Write(config.Ipc.MaxMessage)})"));
        if (config.Store.MaxValue > config.Ipc.MaxMessage - StoreOptions.FrameReserve)
            faults.Add(ConfigFaults.BadValue(ConfigKeys.StoreMaxValue.Path, SizeText.Write(config.Store.MaxValue), reader.OriginOf(ConfigKeys.StoreMaxValue.Path), $"2KiB less than ipc.maxMessage ({SizeText.Write(config.Ipc.MaxMessage)}) at most: a value travels in one message"));
        CheckCallers(ConfigKeys.OrdersAllow, config.Orders.Allow, reader, faults);
        CheckCallers(ConfigKeys.EvalAllow, config.Evaluation.Allow, reader, faults);
        var run = Path.Combine(config.Runtime.Directory, config.Name);
        if (Encoding.UTF8.GetByteCount(run) > LongestRunDirectory)
            faults.Add(ConfigFaults.BadValue(ConfigKeys.RuntimeDirectory.Path, config.Runtime.Directory, reader.OriginOf(ConfigKeys.RuntimeDirectory.Path), $"shorter: with the fleet's name it may have {LongestRunDirectory} bytes, because the paths of Unix sockets are limited"));
    }

    private static void CheckServiceOrder(FleetConfig config, ConfigReader reader, List<FleetFault> faults)
    {
        if (config.Start.ServiceOrder.Count == 0) return;
        var origin = reader.OriginOf(ConfigKeys.ServiceOrder.Path);
        if (config.Start.Services != StartOrder.InOrder)
            faults.Add(ConfigFaults.BadValue(ConfigKeys.ServiceOrder.Path, string.Join(", ", config.Start.ServiceOrder), origin, "left out, or given together with start.services = \"inOrder\": services that start together have no order"));
        foreach (var name in config.Start.ServiceOrder.Where(name => config.Services.All(service => service.Name != name)))
            faults.Add(ConfigFaults.BadValue(ConfigKeys.ServiceOrder.Path, name, origin, "the name of a service of this fleet"));
    }

    private static void CheckCallers(ConfigKey key, CallerList callers, ConfigReader reader, List<FleetFault> faults)
    {
        if (callers.IsContradiction) faults.Add(ConfigFaults.BadValue(key.Path, callers.ToString(), reader.OriginOf(key.Path), key.Allowed));
    }

    private static void CheckOrder(ConfigKey key, TimeSpan value, ConfigKey least, TimeSpan bound, ConfigReader reader, List<FleetFault> faults)
    {
        if (value < bound) faults.Add(ConfigFaults.BadValue(key.Path, DurationText.Write(value), reader.OriginOf(key.Path), $"at least {least.Path} ({DurationText.Write(bound)})"));
    }
}

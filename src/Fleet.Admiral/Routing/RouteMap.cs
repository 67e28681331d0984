using System.Collections.Frozen;
using System.Text;
using Fleet.Planning.Layouts;
using Fleet.Planning.Sharding;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Routing;

/// <summary>Who is where, in one layout: immutable, read by every sender without a lock. What changes while a layout lasts is inside the <see cref="SlotRoute"/>s.</summary>
internal sealed class RouteMap
{
    private readonly Dictionary<string, SlotRoute> _services = new(Utf8Names.Comparer);
    private readonly Dictionary<string, SlotRoute> _channels = new(Utf8Names.Comparer);
    private readonly FrozenDictionary<SlotName, SlotRoute> _bySlot;
    private readonly Dictionary<int, SlotRoute> _clusters = [];
    private readonly Dictionary<int, SlotRoute> _shards = [];

    public RouteMap(IEnumerable<SlotRoute> routes, FleetLayout layout)
    {
        Layout = layout;
        Everyone = [.. routes.OrderBy(route => route.Slot)];
        foreach (var route in Everyone)
        {
            if (route.Slot.ClusterId is { } id) _clusters[id] = route;
            else _services[route.Slot.ServiceName!] = route;
            var assignment = layout.Find(route.Slot) ?? WorkAssignment.None;
            foreach (var shard in assignment.Shards) _shards[shard] = route;
            foreach (var channel in assignment.Channels) _channels[channel] = route;
        }

        _bySlot = Everyone.ToFrozenDictionary(route => route.Slot);
        Services = [.. Everyone.Where(r => r.Slot.Kind == WorkerKind.Service)];
        Clusters = [.. Everyone.Where(r => r.Slot.Kind == WorkerKind.Cluster)];
    }

    /// <summary>Which cluster has which shards and channels.</summary>
    public FleetLayout Layout { get; }

    /// <summary>Every slot: services by name, then clusters by number.</summary>
    public SlotRoute[] Everyone { get; }

    /// <summary>Every service.</summary>
    public SlotRoute[] Services { get; }

    /// <summary>Every cluster.</summary>
    public SlotRoute[] Clusters { get; }

    /// <summary>How many shards the whole fleet has, here and elsewhere.</summary>
    public int ShardCount => Layout.ShardCount;

    /// <summary>The route of a slot; null where there is no such slot.</summary>
    public SlotRoute? Find(SlotName slot) => _bySlot.GetValueOrDefault(slot);

    /// <summary>The one slot that a target names; null where there is none, and for groups and the Admiral.</summary>
    public SlotRoute? Find(TargetOnWire target) => target.Kind switch
    {
        TargetKind.Service => Find(_services, target.Name),
        TargetKind.Cluster => _clusters.GetValueOrDefault(target.Id),
        TargetKind.Shard => _shards.GetValueOrDefault(target.Id),
        TargetKind.Channel => Find(_channels, target.Name),
        TargetKind.Admiral or TargetKind.AllClusters or TargetKind.AllServices or TargetKind.Everyone => null,
    };

    /// <summary>The slots of a group; empty for anything else.</summary>
    public SlotRoute[] Group(TargetKind kind) => kind switch
    {
        TargetKind.AllClusters => Clusters,
        TargetKind.AllServices => Services,
        TargetKind.Everyone => Everyone,
        TargetKind.Admiral or TargetKind.Service or TargetKind.Cluster or TargetKind.Shard or TargetKind.Channel => [],
    };

    /// <summary>A sentence for a target that does not exist.</summary>
    public string Missing(TargetOnWire target) => target.Kind switch
    {
        TargetKind.Service => $"No service is named \"{Encoding.UTF8.GetString(target.Name)}\". There {Known(_services.Keys)}.",
        TargetKind.Cluster => $"There is no cluster {target.Id}: the fleet has {_clusters.Count}, from 0.",
        TargetKind.Shard when target.Id >= 0 && target.Id < ShardCount => $"Shard {target.Id} is not on this host, which has {ShardRange.Write(_shards.Keys.Order())} of {ShardCount}.",
        TargetKind.Shard => $"There is no shard {target.Id}: the fleet has {ShardCount}, from 0.",
        TargetKind.Channel => $"No cluster owns channel \"{Encoding.UTF8.GetString(target.Name)}\".",
        TargetKind.Admiral or TargetKind.AllClusters or TargetKind.AllServices or TargetKind.Everyone => "A command needs one target: use CommandAllAsync for a group.",
    };

    private static SlotRoute? Find(Dictionary<string, SlotRoute> routes, ReadOnlySpan<byte> name) =>
        routes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var route) ? route : null;

    private static string Known(Dictionary<string, SlotRoute>.KeyCollection names) => names.Count == 0 ? "are no services" : "are: " + string.Join(", ", names.Order(StringComparer.Ordinal));
}

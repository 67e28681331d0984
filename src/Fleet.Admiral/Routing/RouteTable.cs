using System.Collections.Immutable;
using Fleet.Planning.Layouts;
using Fleet.Planning.Specs;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Routing;

/// <summary>Who is where. Senders read the map without a lock; a reshard, and a service that comes or goes, put another map in its place.</summary>
/// <remarks>
/// At a turn of the layout every cluster gets a new route, which holds until its worker is active, and the old routes are superseded: a sender that had looked
/// one up just before is told so (<see cref="RouteStatus.Moved"/>) and looks again, so no message reaches a worker behind its order to deactivate. A message to
/// a group is sent under a lock that the turn takes too: it reaches all clusters of the one layout or all of the other.
/// </remarks>
internal sealed class RouteTable
{
    private readonly Lock _lock = new();
    private readonly RouteLimits _limits;
    private readonly TimeProvider _time;
    private readonly SlotTally _gone = new();
    private volatile RouteMap _map;

    public RouteTable(FleetSpec spec, RouteLimits limits, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        var layout = new FleetLayout(1, spec.Slots.Where(slot => slot.Slot.Kind == WorkerKind.Cluster).ToImmutableSortedDictionary(slot => slot.Slot, slot => slot.Assignment));
        _map = new RouteMap(spec.Slots.Select(slot => NewRoute(slot.Slot)), layout);
    }

    /// <summary>Who is where now.</summary>
    public RouteMap Map => _map;

    /// <summary>Every slot: services by name, then clusters by number.</summary>
    public SlotRoute[] Everyone => _map.Everyone;

    /// <summary>Every service.</summary>
    public SlotRoute[] Services => _map.Services;

    /// <summary>Every cluster.</summary>
    public SlotRoute[] Clusters => _map.Clusters;

    /// <summary>How many shards the whole fleet has.</summary>
    public int ShardCount => _map.ShardCount;

    /// <summary>The route of a slot.</summary>
    /// <exception cref="KeyNotFoundException">There is no such slot.</exception>
    public SlotRoute this[SlotName slot] => _map.Find(slot) ?? throw new KeyNotFoundException($"There is no slot {slot}.");

    /// <summary>The one slot that a target names; null where there is none, and for groups and the Admiral.</summary>
    public SlotRoute? Find(TargetOnWire target) => _map.Find(target);

    /// <summary>The slots of a group; empty for anything else.</summary>
    public SlotRoute[] Group(TargetKind kind) => _map.Group(kind);

    /// <summary>A sentence for a target that does not exist.</summary>
    public string Missing(TargetOnWire target) => _map.Missing(target);

    /// <summary>Keeps the layout from being turned while messages go to a group. To be left soon: senders to groups wait for one another.</summary>
    public Lock.Scope EnterGroup() => _lock.EnterScope();

    /// <summary>Adds a service, which holds nothing and has nobody yet. A slot that is there stays.</summary>
    public void Add(SlotName service)
    {
        lock (_lock)
        {
            if (_map.Find(service) is null && service.Kind == WorkerKind.Service) _map = new RouteMap(_map.Everyone.Append(NewRoute(service)), _map.Layout);
        }
    }

    /// <summary>Removes a service. Messages to it find nobody from here on.</summary>
    public void Remove(SlotName service)
    {
        lock (_lock)
        {
            if (_map.Find(service) is not { } route || service.Kind != WorkerKind.Service) return;
            _map = new RouteMap(_map.Everyone.Where(other => other != route), _map.Layout);
            // Before its figures are taken: nothing is counted there any more.
            route.Close();
            _gone.Add(route.ReadTally(out _));
        }
    }

    /// <summary>Adds the clusters of the fleet's first layout, where it had none. They have nobody yet, and hold nothing.</summary>
    public void Adopt(FleetLayout first)
    {
        lock (_lock) _map = new RouteMap([.. _map.Services, .. first.Clusters.Keys.Select(NewRoute)], first);
    }

    /// <summary>Turns to another layout: from here on its clusters' messages are held, and the old clusters' workers are told to deactivate.</summary>
    /// <param name="to">The layout.</param>
    /// <param name="deadline">How long the old workers may take.</param>
    /// <returns>What the routes that were left held for workers that never came.</returns>
    public IReadOnlyList<(SlotRoute Route, HeldFrame Frame)> Turn(FleetLayout to, TimeSpan deadline)
    {
        List<(SlotRoute, HeldFrame)> lost = [];
        lock (_lock)
        {
            var left = _map.Clusters;
            var added = to.Clusters.Keys.Select(NewRoute).ToList();
            foreach (var route in added) route.Hold();
            _map = new RouteMap([.. _map.Services, .. added], to);
            foreach (var route in left)
            {
                lost.AddRange(route.Supersede(deadline).Select(frame => (route, frame)));
                if (_map.Find(route.Slot) is { } successor) successor.Continue(route);
                else _gone.Add(route.ReadTally(out _));
            }
        }

        return lost;
    }

    /// <summary>What became of all frames for slots, those that are no more included.</summary>
    /// <param name="lossy">The slots of now that something was dropped or refused for.</param>
    public SlotRoutingStats ReadTally(out IReadOnlyList<SlotRoutingStats> lossy)
    {
        var all = new SlotTally();
        List<SlotRoutingStats> slots = [];
        // The lock of the turn: figures on their way from one route to the next would be missing here, or here twice.
        lock (_lock)
        {
            all.Add(_gone.Read(""));
            foreach (var route in _map.Everyone)
            {
                var figures = route.ReadTally(out var hasLosses);
                all.Add(figures);
                if (hasLosses) slots.Add(figures);
            }
        }

        lossy = slots;
        return all.Read("");
    }

    private SlotRoute NewRoute(SlotName slot) => new(slot, _limits, _time);
}

using System.Collections.Immutable;
using Fleet.Planning.Actions;

namespace Fleet.Planning;

/// <summary>A plan while it is made.</summary>
internal sealed class PlanBuilder
{
    private readonly ImmutableArray<FleetAction>.Builder _actions = ImmutableArray.CreateBuilder<FleetAction>();
    private DateTimeOffset? _wakeAt;

    public void Add(FleetAction action) => _actions.Add(action);

    public void WakeAt(DateTimeOffset at)
    {
        if (_wakeAt is null || at < _wakeAt) _wakeAt = at;
    }

    /// <summary>True where the time has come; otherwise the plan will be asked for again then.</summary>
    public bool Due(DateTimeOffset at, DateTimeOffset now)
    {
        if (now >= at) return true;
        WakeAt(at);
        return false;
    }

    public Plan ToPlan() =>
        _actions.Count == 0 && _wakeAt is null ? Plan.Nothing : new Plan(_actions.ToImmutable(), _wakeAt);
}

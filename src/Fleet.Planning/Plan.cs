using System.Collections.Immutable;
using Fleet.Planning.Actions;

namespace Fleet.Planning;

/// <summary>What to do now, and when to ask again.</summary>
/// <param name="Actions">What to do, in this order. No worker is named by two of them, and no slot's next worker decided on by two.</param>
/// <param name="WakeAt">When to ask again though nothing has happened; null for never. Where there are actions, ask again right after them.</param>
public sealed record Plan(ImmutableArray<FleetAction> Actions, DateTimeOffset? WakeAt)
{
    /// <summary>Nothing to do, nothing to wait for.</summary>
    public static Plan Nothing { get; } = new([], null);

    /// <summary>
    /// One plan of many: the first to name a worker, or to decide on a slot's next one, wins, and later actions that do are left out. They
    /// are planned again, if they still make sense, once the first has been taken.
    /// </summary>
    public static Plan Merge(params ReadOnlySpan<Plan> plans)
    {
        var actions = ImmutableArray.CreateBuilder<FleetAction>();
        var claimed = new HashSet<WorkerName>();
        var decided = new HashSet<SlotName>();
        DateTimeOffset? wakeAt = null;
        foreach (var plan in plans)
        {
            foreach (var action in plan.Actions)
            {
                if (action.Workers.Any(claimed.Contains)) continue;
                if (action.Decides is { } slot && !decided.Add(slot)) continue;
                claimed.UnionWith(action.Workers);
                actions.Add(action);
            }
            wakeAt = Earlier(wakeAt, plan.WakeAt);
        }
        return actions.Count == 0 && wakeAt is null ? Nothing : new Plan(actions.ToImmutable(), wakeAt);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;
}

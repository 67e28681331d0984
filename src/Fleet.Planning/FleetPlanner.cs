using Fleet.Planning.Actions;
using Fleet.Planning.Rollout;
using Fleet.Planning.Shutdown;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning;

/// <summary>
/// Every decision of an Admiral. The page to read first: <c>docs/supervision.md</c> tells the same in words.
/// </summary>
/// <remarks>
/// The shell applies an event, asks for a plan, applies each action of it as taken and hands it to an executor, and asks again until
/// a plan has no actions. The planners look only at where things stand, never at how they came there, so a plan that was cut short by
/// an event is simply made anew.
/// </remarks>
public static class FleetPlanner
{
    /// <summary>What to do now.</summary>
    /// <param name="spec">What is wanted.</param>
    /// <param name="snapshot">What is known.</param>
    /// <param name="now">What time it is; never earlier than before.</param>
    public static Plan Plan(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        // An operation decides on the slots whose turn it is before supervision treats them as usual.
        var rollout = RolloutPlanner.Plan(spec, snapshot, now);
        return Planning.Plan.Merge(
            // A fleet that stops wants nothing else of any worker.
            ShutdownPlanner.Plan(spec, snapshot, now),
            // A fleet that did not know its shards gets its clusters.
            FirstLayoutPlanner.Plan(snapshot),
            // What is broken or overdue is killed before anything is asked of it.
            WatchPlanner.Plan(spec, snapshot, now),
            // What ails is replaced, by an operation of its own.
            ReplacementPlanner.Plan(spec, snapshot, now),
            rollout,
            // Every slot: who acts, whom frames go to, and what follows a loss. Another layout changes all of that, so it is asked again after the turn.
            rollout.Actions.Any(action => action.Kind == FleetActionKind.TurnLayout) ? Planning.Plan.Nothing : SupervisionPlanner.Plan(spec, snapshot, now));
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Fleet.Planning.Actions;
using Fleet.Planning.Layouts;
using Fleet.Planning.Operations;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Supervision;

/// <summary>
/// Keeps every slot as it should be: one worker acts, frames go to it, and a lost one is followed by another. First starts, restarts, the
/// second half of a handover and the way back from a failed one are all the same two rules: where nobody may be acting, a ready worker is
/// activated; and frames go to the worker that has become active.
/// </summary>
public static class SupervisionPlanner
{
    /// <summary>What to do now.</summary>
    public static Plan Plan(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var plan = new PlanBuilder();
        var places = LaunchPlanner.Places(spec.Start, snapshot);
        foreach (var (_, slot) in snapshot.Slots)
        {
            PointRoute(plan, snapshot, slot);
            if (snapshot.Mode != FleetMode.Running) continue;
            if (!slot.Wanted) StopUnwanted(plan, spec, slot, now);
            // What another layout has is the business of the reshard.
            else if (snapshot.Layout.Find(slot.Slot) is null) continue;
            else if (!slot.Workers.Any(worker => snapshot.Layout.Has(worker.Layout)))
            {
                if (!IsAboutToTurnBack(snapshot)) LaunchPlanner.Plan(plan, spec, snapshot, slot, now, ref places);
            }
            else
            {
                Activate(plan, snapshot, slot);
                ForgetLosses(plan, spec.Supervision, slot, now);
            }
        }
        return plan.ToPlan();
    }

    private static bool IsAboutToTurnBack(FleetSnapshot snapshot) =>
        snapshot.Operation is { Kind: OperationKind.Reshard, Turns: 1 } operation && operation.Slots.Any(step => step.Progress == SlotProgress.Failed);

    private static void PointRoute(PlanBuilder plan, FleetSnapshot snapshot, SlotRecord slot)
    {
        foreach (var worker in slot.Workers)
        {
            if (!worker.IsActive() || !snapshot.Layout.Has(worker.Layout)) continue;
            if (slot.Route != worker.Name || slot.Holding)
                plan.Add(new PointRoute(slot.Slot, worker.Name) { Reason = $"{worker.Name} is active" });
            return;
        }
        if (slot.Holding)
        {
            // A fleet that ends activates nobody, so nobody will take them either.
            if (snapshot.Mode == FleetMode.Running && slot.Workers.Any(worker => worker.CanTakeHeldFrames())) return;
            plan.Add(new PointRoute(slot.Slot, null) { Reason = $"{slot.Slot} has nobody left to take the frames that are held" });
        }
        // A worker that was told to stop keeps its route: it answers by itself until it is gone.
        else if (slot.Route is { } route && slot.Find(route) is null or { Phase: WorkerPhase.Killing })
            plan.Add(new PointRoute(slot.Slot, null) { Reason = $"{route} is lost, and nobody of {slot.Slot} is active" });
    }

    private static void StopUnwanted(PlanBuilder plan, FleetSpec spec, SlotRecord slot, DateTimeOffset now)
    {
        foreach (var worker in slot.Workers)
        {
            if (!slot.IsStoppedHard) plan.End(worker, StopReason.Ordered, now + spec.Supervision.StopDeadline, $"{slot.Slot} is stopped by order");
            else if (!worker.IsEnding() || worker.Phase == WorkerPhase.Stopping) plan.Add(new Kill(worker.Name, StopReason.Ordered) { Reason = $"{slot.Slot} is stopped hard by order" });
        }
    }

    private static void Activate(PlanBuilder plan, FleetSnapshot snapshot, SlotRecord slot)
    {
        // One that is being killed may still act, so its end is awaited.
        if (slot.Workers.Any(worker => worker.Acting) || LayoutActs(snapshot, slot)) return;
        var successor = slot.Find(snapshot.Operation?.Find(slot.Slot)?.New);
        var next = successor is not null && MayBe(snapshot, successor) ? successor : slot.Workers.FirstOrDefault(worker => MayBe(snapshot, worker));
        if (next is null) return;
        plan.Add(new Activate(next.Name, slot.StateLeftBy)
        {
            StatesAlsoFrom = StatesOfOthers(snapshot, slot, next),
            Reason = $"{next.Name} is ready, and nobody acts for {slot.Slot}",
        });
    }

    private static bool MayBe(FleetSnapshot snapshot, WorkerRecord worker) => worker.IsReady() && snapshot.Layout.Has(worker.Layout);

    // Shards and channels are divided anew: until everybody of the layout that was left has drained, any of them may act for what this slot has now.
    private static bool LayoutActs(FleetSnapshot snapshot, SlotRecord slot) =>
        slot.Slot.Kind == WorkerKind.Cluster && snapshot.OtherLayout is not null
        && snapshot.Slots.Values.Any(other => other.Workers.Any(worker => worker.Acting && !snapshot.Layout.Has(worker.Layout)));

    private static ImmutableArray<WorkerName> StatesOfOthers(FleetSnapshot snapshot, SlotRecord slot, WorkerRecord worker)
    {
        if (snapshot.OtherLayout is not { } left || snapshot.Operation is not { Turns: > 0 }) return [];
        var has = snapshot.AssignmentOf(worker);
        return
        [
            .. left.Clusters.Where(cluster => cluster.Key != slot.Slot && LayoutPlanner.Overlap(cluster.Value, has))
                .Select(cluster => snapshot.Slots.GetValueOrDefault(cluster.Key)?.StateLeftBy).OfType<WorkerName>(),
        ];
    }

    private static void ForgetLosses(PlanBuilder plan, SupervisionSpec spec, SlotRecord slot, DateTimeOffset now)
    {
        if (slot is { Attempt: 0, Quarantined: false }) return;
        if (slot.Find(slot.Route) is not { } worker || !worker.IsActive()) return;
        if (!plan.Due(worker.Since + spec.StableAfter, now)) return;
        var reason = string.Create(CultureInfo.InvariantCulture, $"{worker.Name} has been active for {spec.StableAfter.TotalSeconds:0.#} s");
        plan.Add(new ForgetLosses(slot.Slot) { Reason = slot.Quarantined ? $"{reason}: the quarantine of {slot.Slot} ends" : $"{reason}: earlier losses are forgotten" });
    }
}

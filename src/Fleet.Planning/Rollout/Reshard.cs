using Fleet.Planning.Actions;
using Fleet.Planning.Layouts;
using Fleet.Planning.Operations;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Rollout;

/// <summary>
/// Turns the clusters to another layout: all new workers are started beside the old ones, then the layout is turned at one instant — messages find their way by the
/// new one and are held, the old workers drain — and when nobody of the old layout acts any more, the new workers are activated (by the rules of
/// <see cref="SupervisionPlanner"/>). So no shard and no channel ever has two that act for it. A new worker that is lost before the turn ends the reshard with
/// nothing changed; one that is lost soon after it turns the layout back.
/// </summary>
internal static class Reshard
{
    public static void Plan(PlanBuilder plan, FleetSpec spec, FleetSnapshot snapshot, OperationRecord operation, DateTimeOffset now)
    {
        var other = snapshot.OtherLayout!;
        var failed = operation.Slots.FirstOrDefault(step => step.Progress == SlotProgress.Failed);
        // When the old workers have begun to go, a loss is like any other, and it is too late to abort.
        var proved = operation.Slots.Any(step => step.Progress == SlotProgress.Done);
        var giveUp = !proved && (failed is not null || operation.Aborting);
        switch (operation.Turns)
        {
            case 0 when giveUp:
                Leave(plan, spec, snapshot, other, StopReason.RolledBack, now);
                if (NobodyOf(snapshot, other)) Finish(plan, operation, failed, "The old layout stays.");
                break;
            case 0:
                Prepare(plan, spec, snapshot, operation, other, now);
                break;
            case 1 when giveUp:
                Turn(plan, snapshot, other, failed?.Failure ?? "the reshard is aborted");
                break;
            case 1:
                if (proved || HasProved(plan, spec, snapshot, now)) Retire(plan, spec, snapshot, operation, other, now);
                break;
            default:
                // Turned back: those who have drained go.
                Leave(plan, spec, snapshot, other, StopReason.RolledBack, now);
                if (NobodyOf(snapshot, other)) Finish(plan, operation, failed, "The old layout is back.");
                break;
        }
    }

    private static void Prepare(PlanBuilder plan, FleetSpec spec, FleetSnapshot snapshot, OperationRecord operation, FleetLayout to, DateTimeOffset now)
    {
        var starting = 0;
        var allReady = true;
        var lastReady = DateTimeOffset.MinValue;
        foreach (var name in to.Clusters.Keys)
        {
            var slot = snapshot.Slots[name];
            var step = operation.Find(name)!;
            var coming = slot.Find(step.New);
            if (coming is not null && coming.IsReady())
            {
                if (coming.Since > lastReady) lastReady = coming.Since;
                continue;
            }

            allReady = false;
            if (coming is not null) starting++;
            else if (starting < spec.Rollout.Surge && !operation.Paused)
            {
                starting++;
                plan.Add(new Launch(new WorkerName(name, slot.NextIncarnation), operation.Generation)
                {
                    Layout = to.Number,
                    OperationId = operation.Id,
                    Reason = $"reshard {operation.Id}: {name} of the new layout",
                });
            }
        }

        if (allReady && !operation.Paused && plan.Due(lastReady + spec.Rollout.Notice, now)) Turn(plan, snapshot, to, "all workers of the new layout are ready");
    }

    private static void Turn(PlanBuilder plan, FleetSnapshot snapshot, FleetLayout to, string why)
    {
        var workers = snapshot.Slots.Where(slot => slot.Key.Kind == WorkerKind.Cluster).SelectMany(slot => slot.Value.Workers).ToList();
        // One that is just getting active is awaited; one that never gets there leaves the field by its deadline.
        if (workers.Exists(worker => worker.Phase == WorkerPhase.Activating)) return;
        plan.Add(new TurnLayout(to, [.. workers.Where(worker => worker.IsActive()).Select(worker => worker.Name)]) { Reason = $"{why}: layout {to.Number} from here on" });
    }

    // Every cluster of the layout has had an active worker, to which messages go, for long enough.
    private static bool HasProved(PlanBuilder plan, FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        DateTimeOffset? last = null;
        foreach (var name in snapshot.Layout.Clusters.Keys)
        {
            var slot = snapshot.Slots[name];
            if (slot.Holding || slot.Find(slot.Route) is not { } worker || !worker.IsActive() || !snapshot.Layout.Has(worker.Layout)) return false;
            if (last is null || worker.Since > last) last = worker.Since;
        }

        return plan.Due(last!.Value + spec.Rollout.WarmFor, now);
    }

    private static void Retire(PlanBuilder plan, FleetSpec spec, FleetSnapshot snapshot, OperationRecord operation, FleetLayout left, DateTimeOffset now)
    {
        Leave(plan, spec, snapshot, left, StopReason.Replaced, now);
        if (!NobodyOf(snapshot, left)) return;
        var count = snapshot.Layout.Clusters.Count;
        var message = $"{(count == 1 ? "1 cluster serves" : $"{count} clusters serve")} layout {snapshot.Layout.Number}, in place of {left.Clusters.Count}.";
        plan.Add(new FinishOperation(operation.Id, OperationOutcome.Succeeded, message) { Reason = message });
    }

    private static void Leave(PlanBuilder plan, FleetSpec spec, FleetSnapshot snapshot, FleetLayout left, StopReason reason, DateTimeOffset now)
    {
        foreach (var worker in Of(snapshot, left).Where(worker => !worker.Acting))
            plan.End(worker, reason, now + spec.Supervision.StopDeadline, $"{worker.Name} has no place in layout {snapshot.Layout.Number}");
    }

    private static bool NobodyOf(FleetSnapshot snapshot, FleetLayout layout) => !Of(snapshot, layout).Any();

    private static IEnumerable<WorkerRecord> Of(FleetSnapshot snapshot, FleetLayout layout) =>
        snapshot.Slots.Values.SelectMany(slot => slot.Workers).Where(worker => worker.Layout == layout.Number);

    private static void Finish(PlanBuilder plan, OperationRecord operation, OperationSlot? failed, string left)
    {
        var message = failed is null ? $"It was aborted. {left}" : $"{failed.Failure}. {left}";
        plan.Add(new FinishOperation(operation.Id, failed is null ? OperationOutcome.Aborted : OperationOutcome.Failed, message) { Reason = message });
    }
}

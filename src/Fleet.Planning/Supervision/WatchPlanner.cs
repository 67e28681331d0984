using Fleet.Planning.Actions;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Supervision;

/// <summary>Kills what is broken or overdue, in every mode of the fleet.</summary>
public static class WatchPlanner
{
    /// <summary>What to do now.</summary>
    public static Plan Plan(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var plan = new PlanBuilder();
        foreach (var (_, slot) in snapshot.Slots)
            foreach (var worker in slot.Workers)
                Watch(plan, spec, snapshot, worker, now);
        return plan.ToPlan();
    }

    private static void Watch(PlanBuilder plan, FleetSpec spec, FleetSnapshot snapshot, WorkerRecord worker, DateTimeOffset now)
    {
        if (worker is { Fault: { } fault, Phase: not WorkerPhase.Killing })
            plan.Add(new Kill(worker.Name, worker.StopReason) { LeavesDump = IsHung(worker), Reason = $"{worker.Name} is killed: {fault}" });
        else if (WorkerDeadline.Of(spec, worker, snapshot.AssignmentOf(worker).Shards.Count) is { } deadline && plan.Due(deadline, now))
            plan.Add(new Kill(worker.Name, worker.StopReason) { LeavesDump = IsHung(worker), Reason = $"{worker.Name} is killed: {WorkerFault.Overdue(worker)}" });
    }

    // One that was stuck and is now overdue with its drain or its stop is stuck still.
    private static bool IsHung(WorkerRecord worker) => worker.Hung || worker.Stuck is not null;
}

using Fleet.Planning.Actions;
using Fleet.Planning.Operations;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Shutdown;

/// <summary>Stops the fleet: clusters before services, since clusters ask services until their end; and kills what is left at the deadline.</summary>
public static class ShutdownPlanner
{
    /// <summary>What to do now.</summary>
    public static Plan Plan(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var plan = new PlanBuilder();
        if (snapshot.Mode == FleetMode.Running) return plan.ToPlan();
        if (snapshot.Operation is { } operation)
            plan.Add(new FinishOperation(operation.Id, OperationOutcome.Failed, "The fleet is stopping.") { Reason = "the fleet is stopping" });
        if (snapshot.Mode == FleetMode.Stopping) StopAll(plan, spec, snapshot, now);
        else if (snapshot.Mode == FleetMode.Forced) KillAll(plan, snapshot, "the fleet is stopped by force");
        return plan.ToPlan();
    }

    private static void StopAll(PlanBuilder plan, FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var stopBy = snapshot.StopBy ?? now + spec.Shutdown.Deadline;
        if (snapshot.StopBy is null) plan.Add(new BeginShutdown(stopBy) { Reason = "the fleet is stopping" });
        if (plan.Due(stopBy, now))
        {
            KillAll(plan, snapshot, "the fleet was not stopped in time");
            return;
        }

        // One cluster that does not stop must not take the services' time to stop well: it has no longer than any worker.
        var deadline = now + spec.Supervision.StopDeadline;
        if (deadline > stopBy) deadline = stopBy;
        var clustersLive = snapshot.Slots.Any(slot => slot.Key.Kind == WorkerKind.Cluster && !slot.Value.Workers.IsEmpty);
        foreach (var (name, slot) in snapshot.Slots)
        {
            if (clustersLive && name.Kind == WorkerKind.Service) continue;
            foreach (var worker in slot.Workers)
                plan.End(worker, StopReason.Shutdown, deadline, "the fleet is stopping");
        }
    }

    private static void KillAll(PlanBuilder plan, FleetSnapshot snapshot, string reason)
    {
        foreach (var (_, slot) in snapshot.Slots)
            foreach (var worker in slot.Workers)
                if (worker.Phase != WorkerPhase.Killing) plan.Add(new Kill(worker.Name, StopReason.Shutdown) { Reason = reason });
    }
}

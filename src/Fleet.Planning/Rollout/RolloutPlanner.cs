using Fleet.Planning.Operations;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Rollout;

/// <summary>Drives the running operation from slot to slot, and ends it.</summary>
public static class RolloutPlanner
{
    /// <summary>What to do now.</summary>
    public static Plan Plan(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var plan = new PlanBuilder();
        if (snapshot.Mode != FleetMode.Running || snapshot.Operation is not { } operation) return plan.ToPlan();
        switch (operation.Kind)
        {
            case OperationKind.SoftRestart:
                SoftRestart.Plan(plan, spec, snapshot, operation, now);
                break;
            case OperationKind.HardRestart:
                HardRestart.Plan(plan, spec, snapshot, operation, now);
                break;
            // The orders have changed what is wanted; supervision does the rest.
            case OperationKind.StopSlots:
            case OperationKind.StartSlots:
            case OperationKind.AddService:
            case OperationKind.RemoveService:
                break;
            case OperationKind.Reshard:
                Reshard.Plan(plan, spec, snapshot, operation, now);
                return plan.ToPlan();
        }
        OperationEnd.Plan(plan, snapshot, operation);
        return plan.ToPlan();
    }
}

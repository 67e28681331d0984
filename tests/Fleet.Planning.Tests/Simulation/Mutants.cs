using Fleet.Planning.Actions;
using Fleet.Planning.Operations;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Simulation;

/// <summary>Planners that are wrong in one way each: what peers do, and what a careless change could do.</summary>
internal static class Mutants
{
    public static IReadOnlyDictionary<string, Planner> All { get; } = new Dictionary<string, Planner>
    {
        ["stops the old worker before the new one is active"] = StopsOldEarly,
        ["does not keep the old worker warm"] = (spec, snapshot, now) => FleetPlanner.Plan(spec with { Rollout = spec.Rollout with { WarmFor = TimeSpan.Zero } }, snapshot, now),
        ["forgets the way back"] = Without((snapshot, action) => action is Activate activate && IsOld(snapshot, activate.Worker)),
        ["ignores deadlines"] = Without((snapshot, action) => action is Kill { StopReason: null } kill && snapshot.FindWorker(kill.Worker) is { Fault: null, Phase: not WorkerPhase.Killing }),
        ["kills only once"] = Without((snapshot, action) => action is Kill kill && snapshot.FindWorker(kill.Worker) is { Phase: WorkerPhase.Killing }),
        ["ignores lost connections and hangs"] = Without((snapshot, action) => action is Kill kill && snapshot.FindWorker(kill.Worker) is { Fault: not null }),
        ["activates the new worker while the old one acts"] = ActivatesTwo,
        ["sends frames before the worker is active"] = RoutesEarly,
        ["never lets go of held frames"] = Without((snapshot, action) => action is PointRoute route && snapshot.Slots[route.Slot].Holding),
        ["keeps a route to the dead"] = Without((_, action) => action is PointRoute { Worker: null }),
        ["restarts without a wait"] = RestartsAtOnce,
        ["never ends a failed operation"] = Without((_, action) => action is FinishOperation { Outcome: OperationOutcome.Failed }),
        ["goes on after a failure"] = (spec, snapshot, now) => FleetPlanner.Plan(spec, WithoutFailures(snapshot), now),
        ["replaces more slots at a time than allowed"] = (spec, snapshot, now) => FleetPlanner.Plan(spec with { Rollout = spec.Rollout with { Surge = 9 } }, snapshot, now),
        ["stops services with the clusters"] = StopsTogether,
        ["stops without a deadline"] = (spec, snapshot, now) => FleetPlanner.Plan(spec with { Shutdown = new ShutdownSpec { Deadline = TimeSpan.FromHours(1) }, Supervision = spec.Supervision with { StopDeadline = TimeSpan.FromHours(1) } }, snapshot, now),
        ["starts clusters before services"] = (spec, snapshot, now) => FleetPlanner.Plan(spec, snapshot.Mode == FleetMode.Running ? AllStarted(snapshot) : snapshot, now),
        ["starts all at once"] = (spec, snapshot, now) => FleetPlanner.Plan(spec with { Start = spec.Start with { MostJoining = 100 } }, snapshot, now),
        ["gives up a slot in quarantine"] = Without((snapshot, action) => action is Launch { OperationId: null } launch && snapshot.Slots[launch.Worker.Slot].Quarantined),
        ["leaves alone what ails"] = Without((_, action) => action is BeginReplacement),
        ["replaces for memory again and again"] = (spec, snapshot, now) => FleetPlanner.Plan(spec with { Memory = spec.Memory with { Pause = TimeSpan.Zero } }, snapshot, now),
        ["never forgets losses"] = Without((_, action) => action is ForgetLosses),
    };

    private static Planner Without(Func<FleetSnapshot, FleetAction, bool> unwanted) => (spec, snapshot, now) =>
    {
        var plan = FleetPlanner.Plan(spec, snapshot, now);
        return plan with { Actions = plan.Actions.RemoveAll(action => unwanted(snapshot, action)) };
    };

    private static Plan StopsOldEarly(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var plan = FleetPlanner.Plan(spec, snapshot, now);
        foreach (var activate in plan.Actions.OfType<Activate>())
            if (snapshot.Operation?.Find(activate.Worker.Slot) is { Old: { } old, Progress: SlotProgress.HandingOver } && old != activate.Worker)
                return plan with { Actions = [new Stop(old, StopReason.Replaced, now + spec.Supervision.StopDeadline) { Reason = "mutant" }, .. plan.Actions] };
        return plan;
    }

    private static Plan ActivatesTwo(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var plan = FleetPlanner.Plan(spec, snapshot, now);
        var hasty = plan.Actions.OfType<BeginHandover>().FirstOrDefault();
        return hasty is null ? plan : plan with { Actions = [new Activate(hasty.New, null) { Reason = "mutant" }] };
    }

    private static Plan RoutesEarly(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var plan = FleetPlanner.Plan(spec, snapshot, now);
        foreach (var (name, slot) in snapshot.Slots)
            if (slot.Workers.FirstOrDefault(worker => worker.Phase == WorkerPhase.Activating) is { } worker && slot.Route != worker.Name)
                return plan with { Actions = [.. plan.Actions, new PointRoute(name, worker.Name) { Reason = "mutant" }] };
        return plan;
    }

    private static Plan RestartsAtOnce(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now) =>
        FleetPlanner.Plan(spec with { Supervision = spec.Supervision with { Backoff = new BackoffSpec { Second = TimeSpan.Zero, Longest = TimeSpan.Zero } } }, snapshot, now);

    private static Plan StopsTogether(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now)
    {
        var plan = FleetPlanner.Plan(spec, snapshot, now);
        if (!plan.Actions.OfType<Stop>().Any(stop => stop.StopReason == StopReason.Shutdown)) return plan;
        var services = snapshot.Slots.Values.Where(slot => slot.Slot.Kind == WorkerKind.Service).SelectMany(slot => slot.Workers);
        var stops = services.Where(worker => worker.Phase == WorkerPhase.Active).Select(worker => new Stop(worker.Name, StopReason.Shutdown, now + spec.Supervision.StopDeadline) { Reason = "mutant" });
        return plan with { Actions = [.. plan.Actions, .. stops.Where(stop => !plan.Actions.Any(action => action.Workers.Contains(stop.Worker)))] };
    }

    private static FleetSnapshot WithoutFailures(FleetSnapshot snapshot) => snapshot.Operation is not { } operation ? snapshot : snapshot with
    {
        Operation = operation with { Slots = [.. operation.Slots.Select(step => step.Progress == SlotProgress.Failed ? step with { Progress = SlotProgress.Done } : step)] },
    };

    private static FleetSnapshot AllStarted(FleetSnapshot snapshot) => snapshot with
    {
        Slots = snapshot.Slots.SetItems(snapshot.Slots.Select(slot => KeyValuePair.Create(slot.Key, slot.Value with { Started = true, HasServed = true }))),
    };

    private static bool IsOld(FleetSnapshot snapshot, WorkerName worker) =>
        snapshot.Operation?.Find(worker.Slot) is { Old: { } old } step && old == worker && step.Progress is SlotProgress.Failed or SlotProgress.HandingOver;
}

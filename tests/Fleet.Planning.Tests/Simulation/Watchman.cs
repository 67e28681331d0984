using System.Diagnostics.CodeAnalysis;
using Fleet.Planning.Actions;
using Fleet.Planning.Events;
using Fleet.Planning.Layouts;
using Fleet.Planning.Operations;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Simulation;

/// <summary>The promises, checked at every step of a simulated fleet. It judges by what is really true, and reckons deadlines itself.</summary>
internal sealed class Watchman(SimulatedFleet fleet)
{
    private readonly Dictionary<SlotName, DateTimeOffset> _heldSince = [];
    private readonly Dictionary<SlotName, WorkerName> _served = [];
    private DateTimeOffset? _stopOrderedAt;
    private DateTimeOffset? _operationSince;

    public int HandoversBegun { get; private set; }

    public int Rollbacks { get; private set; }

    public int Quarantines { get; private set; }

    public int Replacements { get; private set; }

    public int Succeeded { get; private set; }

    public int Failed { get; private set; }

    public int Reshards { get; private set; }

    public int TurnsBack { get; private set; }

    private FleetSnapshot Snapshot => fleet.Snapshot;

    private bool Resharding => Snapshot.OtherLayout is not null;

    private FleetSpec Spec => fleet.Spec;

    private int Joining => Snapshot.Slots.Values.Sum(slot => slot.Workers.Count(worker => worker.Phase is WorkerPhase.Launching or WorkerPhase.Joining));

    public void Heard(FleetSnapshot before, FleetEvent heard)
    {
        if (heard is WorkerSignalled signalled && before.FindWorker(signalled.Worker) is null)
            Require(ReferenceEquals(before, Snapshot), $"{signalled.Worker} is dead or unknown, and yet its {signalled.Signal} changed something");
        if (heard is OrderGiven { Order: ShutdownOrder or ForceShutdownOrder }) _stopOrderedAt ??= fleet.Now;
        Require(Snapshot.Version == before.Version + (ReferenceEquals(before, Snapshot) ? 0 : 1), "the version does not count changes");
        Always();
    }

    public void Planned(Plan plan, Planner planner)
    {
        var named = new HashSet<WorkerName>();
        foreach (var action in plan.Actions)
            foreach (var worker in action.Workers)
                Require(named.Add(worker), $"{worker} is named twice in one plan");
        var launches = plan.Actions.Count(action => action is Launch { OperationId: null });
        Require(launches == 0 || Joining + launches <= Spec.Start.MostJoining, $"{launches} more are started while {Joining} have not joined");
        var again = planner(Spec, Snapshot, fleet.Now);
        Require(again.WakeAt == plan.WakeAt && again.Actions.Select(Words).SequenceEqual(plan.Actions.Select(Words)), "the same question was answered in two ways");
    }

    private static string Words(FleetAction action) =>
        $"{action.Kind} {string.Join(' ', action.Workers)} {(action as Activate)?.StateFrom} {string.Join(' ', (action as Activate)?.StatesAlsoFrom ?? [])}: {action.Reason}";

    /// <summary>Before an action: is it allowed to ask for this?</summary>
    public void Taking(FleetAction action)
    {
        Require(action.Reason.Length > 0, $"{action.Kind} has no reason");
        switch (action)
        {
            case Launch launch: Launching(launch); break;
            case Stop stop: Dismissing(stop.Worker, stop.StopReason); break;
            case Kill { StopReason: { } reason } kill when Snapshot.FindWorker(kill.Worker) is { StopReason: null }: Dismissing(kill.Worker, reason); break;
            case Kill { StopReason: null } kill: KillingForFailure(kill.Worker); break;
            case Activate activate:
                Require(Worker(activate.Worker).Phase == WorkerPhase.Ready, $"{activate.Worker} is activated and not ready");
                if (Snapshot.Operation?.Find(activate.Worker.Slot) is { New: { } candidate, Progress: not SlotProgress.Starting } && candidate != activate.Worker) Rollbacks++;
                break;
            case BeginHandover handover:
                HandoversBegun++;
                Require(Worker(handover.Old).Phase == WorkerPhase.Active, $"{handover.Old} hands over and is not active");
                Require(Slot(handover.Old.Slot).Route == handover.Old, $"{handover.Old} hands over frames that do not go to it");
                Require(Worker(handover.New).Phase == WorkerPhase.Ready, $"{handover.New} is handed to and is not ready");
                break;
            case TurnLayout turn:
                Require(Snapshot.OtherLayout?.Number == turn.To.Number, $"the layout is turned to {turn.To.Number}, which is not prepared");
                Require(Snapshot.Operation!.Turns > 0 || turn.To.Clusters.Keys.All(name => Slot(name).Workers.Any(worker => worker.Layout == turn.To.Number && worker.Phase == WorkerPhase.Ready)), "the layout is turned, and not all its workers are ready");
                if (Snapshot.Operation.Turns > 0) TurnsBack++;
                break;
            case PointRoute { Worker: { } routed }:
                Require(Worker(routed).Phase == WorkerPhase.Active, $"frames are sent to {routed}, which is not active");
                break;
            case BackOff backOff:
                Require(Slot(backOff.Slot).Workers.IsEmpty || Resharding, $"{backOff.Slot} is to wait and has a worker");
                break;
            case Quarantine quarantine:
                Require(Slot(quarantine.Slot).Workers.IsEmpty || Resharding, $"{quarantine.Slot} is put into quarantine and has a worker");
                Quarantines++;
                Require(!Slot(quarantine.Slot).Quarantined, $"the quarantine of {quarantine.Slot} is told twice");
                break;
            case FinishOperation finish: Finishing(finish); break;
            case BeginReplacement replacement: Replacing(replacement.Worker); break;
            default: break;
        }
    }

    public void Taken(FleetSnapshot before, FleetAction action)
    {
        Require(!ReferenceEquals(before, Snapshot), $"{action} changes nothing and would be planned for ever");
        Always();
    }

    /// <summary>When there is nothing left to do at this instant.</summary>
    public void Quiet(Plan plan)
    {
        Require(plan.WakeAt is null || plan.WakeAt > fleet.Now, "it asks to be woken in the past");
        foreach (var (_, slot) in Snapshot.Slots)
        {
            if (Snapshot.Layout.Find(slot.Slot) is null) continue;
            RouteIsRight(slot);
            foreach (var worker in slot.Workers)
                Require(Limit(worker) is not { } limit || fleet.Now - worker.Since < limit, $"{worker.Name} is {worker.Phase} for longer than {Limit(worker)}");
            // A layout that is about to be turned back starts nobody.
            if (Snapshot.Operation is { Kind: OperationKind.Reshard, Turns: 1 } operation && operation.Slots.Any(step => step.Progress == SlotProgress.Failed)) continue;
            if (slot is { Wanted: true, Workers.IsEmpty: true, Started: true } && Snapshot.Mode == FleetMode.Running)
                Require(slot.RetryAt > fleet.Now || Joining >= Spec.Start.MostJoining, $"{slot.Slot} is wanted, has nobody, and waits for nothing");
        }
        OperationGoesOn();
    }

    /// <summary>A worker has begun to act, really.</summary>
    public void Acts(FakeProcess process)
    {
        foreach (var (name, other) in fleet.Processes)
            Require(name == process.Name || !other.Acting || !LayoutPlanner.Overlap(other.Assignment, process.Assignment), $"{name} and {process.Name} act for the same shard or channel");
        foreach (var (name, other) in fleet.Processes)
            Require(name == process.Name || name.Slot != process.Name.Slot || !other.Acting, $"{name} and {process.Name} act at the same time");
    }

    /// <summary>When nothing fails any more and nothing is left to happen.</summary>
    public void AtRest()
    {
        Require(Snapshot.Operation is null, $"operation {Snapshot.Operation?.Id} never ended");
        foreach (var id in fleet.OrderIds)
            Require(Snapshot.Mode == FleetMode.Stopped || Snapshot.FindOperation(id) is { Outcome: not OperationOutcome.Running }, $"order {id} has no end");
        if (_stopOrderedAt is not null)
        {
            Require(Snapshot.Mode == FleetMode.Stopped, "the fleet was told to stop and has not");
            Require(fleet.Processes.Values.All(process => !process.Alive), "the fleet has stopped and left a process behind");
            return;
        }
        Require(Snapshot is not { Mode: FleetMode.Running, AwaitsLayout: true }, "the shards are known, and the fleet has no clusters");
        Require(Snapshot.Slots.Keys.Where(name => name.Kind == WorkerKind.Cluster).SequenceEqual(Snapshot.Layout.Clusters.Keys), "there are slots that the layout does not have");
        foreach (var (_, slot) in Snapshot.Slots)
        {
            if (!slot.Wanted)
            {
                Require(slot.Workers.IsEmpty && slot.Route is null, $"{slot.Slot} was stopped and still has {slot.Route}");
                continue;
            }
            Require(slot.Workers is [{ Phase: WorkerPhase.Active } only] && slot.Route == only.Name, $"{slot.Slot} is wanted, nothing fails any more, and it is not active");
            var serving = slot.Workers[0];
            Require(serving.Stuck is null || serving.WasToBeReplaced, $"{serving.Name} is stuck, and nobody minds");
            Require(serving.Bloated is null, $"{serving.Name} has too much memory, and nobody minds");
            Require(slot is { Attempt: 0, Quarantined: false }, $"{slot.Slot} has proved itself, and its losses are not forgotten");
        }
        var most = TimeSpan.FromTicks(fleet.Chaos.Ends) + Spec.Supervision.QuarantineRetry + TimeSpan.FromMinutes(4);
        Require(fleet.LastChange - SimulatedFleet.Epoch < most, "it took too long to recover");
        foreach (var process in fleet.Processes.Values)
            Require(!process.Alive || Snapshot.FindWorker(process.Name) is not null, $"{process.Name} lives and is forgotten");
    }

    private void Always()
    {
        var extra = 0;
        foreach (var (_, slot) in Snapshot.Slots)
        {
            Require(slot.Workers.Length <= (Resharding || Snapshot.Mode != FleetMode.Running ? 4 : 2), $"{slot.Slot} has {slot.Workers.Length} workers");
            if (slot.Wanted) extra += Math.Max(0, slot.Workers.Length - 1);
            var actors = slot.Workers.Count(worker => worker.Acting);
            Require(actors <= 1, $"{actors} workers of {slot.Slot} may act");
            Require(slot.Workers.Count(worker => worker.Phase is WorkerPhase.Active or WorkerPhase.Activating) <= 1, $"two workers of {slot.Slot} are active or activating");
            foreach (var worker in slot.Workers)
                Require(worker.Acting || !fleet.Processes.TryGetValue(worker.Name, out var process) || !process.Acting, $"{worker.Name} acts and is not known to");
            Holding(slot);
        }
        Require(Resharding || Snapshot.Mode != FleetMode.Running || extra <= Spec.Rollout.Surge, $"{extra} workers more than slots, with a surge of {Spec.Rollout.Surge}");
        if (_stopOrderedAt is { } ordered && Snapshot.Mode != FleetMode.Stopped)
            Require(fleet.Now - ordered <= Spec.Shutdown.Deadline + 4 * Spec.Supervision.KillRetry, "the fleet does not stop in time");
    }

    private void Holding(SlotRecord slot)
    {
        if (!slot.Holding)
        {
            _heldSince.Remove(slot.Slot);
            return;
        }
        var since = _heldSince.TryAdd(slot.Slot, fleet.Now) ? fleet.Now : _heldSince[slot.Slot];
        var most = Spec.Supervision.DrainDeadline + 2 * Spec.Supervision.ActivateDeadline + 4 * Spec.Supervision.KillRetry;
        if (Resharding) most *= 3;
        Require(fleet.Now - since <= most, $"frames of {slot.Slot} are held since {since:mm:ss.fff}");
    }

    private void RouteIsRight(SlotRecord slot)
    {
        if (slot.Holding)
        {
            Require(slot.Workers.Any(worker => worker.Fault is null && worker.Phase is WorkerPhase.Ready or WorkerPhase.Activating or WorkerPhase.Draining), $"frames of {slot.Slot} are held for nobody");
            return;
        }
        if (slot.Route is not { } route)
        {
            Require(!slot.Workers.Any(worker => worker.Phase == WorkerPhase.Active), $"{slot.Slot} has an active worker, and frames go to nobody");
            return;
        }
        Require(slot.Find(route) is { Phase: WorkerPhase.Active or WorkerPhase.Stopping }, $"frames of {slot.Slot} go to {route}, which is not active");
        Require(!fleet.Processes[route].Alive || fleet.Processes[route].Acting || fleet.Processes[route].Stopping, $"frames of {slot.Slot} go to {route}, which is silent");
    }

    private void Launching(Launch launch)
    {
        var slot = Slot(launch.Worker.Slot);
        Require(Snapshot.Mode == FleetMode.Running && slot.Wanted, $"{launch.Worker} is launched and nobody wants it");
        if (launch.OperationId is not null)
        {
            var operation = Snapshot.Operation;
            Require(operation is not null && operation.Id == launch.OperationId, $"{launch.Worker} is launched for {launch.OperationId}, which does not run");
            // A slot whose old worker was stopped already goes to its end.
            var begun = operation.Find(slot.Slot)?.Progress == SlotProgress.Stopping;
            Require(begun || operation.Slots.All(step => step.Progress != SlotProgress.Failed), $"{launch.Worker} is launched after {launch.OperationId} has failed");
            if (slot.Route is { } serving) _served[slot.Slot] = serving;
            else _served.Remove(slot.Slot);
            return;
        }
        Require(!slot.Workers.Any(worker => Snapshot.Layout.Has(worker.Layout)), $"{launch.Worker} is launched beside {slot.Workers.FirstOrDefault()?.Name}");
        if (slot.Losses is [.., var last] && slot.Attempt >= 2 && !slot.Quarantined)
        {
            var least = TimeSpan.FromSeconds(0.8 * Math.Min(60, Math.Pow(2, slot.Attempt - 2)));
            Require(fleet.Now - last >= least, $"{slot.Slot} was lost {slot.Attempt} times and is restarted after {fleet.Now - last}");
        }
        if (slot.Quarantined) Require(fleet.Now - slot.Losses[^1] >= Spec.Supervision.QuarantineRetry, $"{slot.Slot} is in quarantine and is restarted at once");
        if (slot.Started || slot.Slot.Kind == WorkerKind.Service) return;
        foreach (var (name, service) in Snapshot.Slots)
            Require(name.Kind != WorkerKind.Service || !service.Wanted || service.HasServed || service.Quarantined || fleet.Now >= service.StartedAt + Spec.Start.Patience, $"{slot.Slot} is started before {name}");
    }

    private void Dismissing(WorkerName name, StopReason reason)
    {
        var slot = Slot(name.Slot);
        switch (reason)
        {
            case StopReason.Shutdown:
                Require(Snapshot.Mode != FleetMode.Running, $"{name} is stopped for a shutdown that nobody ordered");
                var early = Snapshot.Mode == FleetMode.Stopping && !(Snapshot.StopBy <= fleet.Now) && name.Slot.Kind == WorkerKind.Service;
                Require(!early || Snapshot.Slots.All(other => other.Key.Kind == WorkerKind.Service || other.Value.Workers.IsEmpty), $"{name} is stopped before the clusters are gone");
                break;
            case StopReason.Replaced:
                if (Resharding)
                {
                    Require(!Snapshot.Layout.Has(Worker(name).Layout), $"{name} is stopped, and its layout is the one that serves");
                    break;
                }
                Require(slot.Route is { } route && route != name && Worker(route).Phase == WorkerPhase.Active, $"{name} is stopped, and nobody has taken its place");
                Require(fleet.Now - Worker(slot.Route!.Value).Since >= Spec.Rollout.WarmFor, $"{name} is stopped before its successor has proved itself");
                break;
            case StopReason.RolledBack:
                Require(slot.Workers.Length == 2 || (Resharding && !Snapshot.Layout.Has(Worker(name).Layout)), $"{name} is rolled back to nobody");
                break;
            case StopReason.Ordered:
                Require(!slot.Wanted || Snapshot.Operation is { Kind: OperationKind.HardRestart or OperationKind.RemoveService } operation && operation.Find(slot.Slot) is not null, $"{name} is stopped by an order that nobody gave");
                break;
        }
    }

    private void Replacing(WorkerName name)
    {
        Replacements++;
        var worker = Worker(name);
        Require(Snapshot.Operation is null, $"{name} is to be replaced while {Snapshot.Operation?.Id} runs");
        Require(Slot(name.Slot).Route == name && worker.Phase == WorkerPhase.Active, $"{name} is to be replaced and does not serve");
        Require(worker.Stuck is not null || worker.Bloated is not null, $"{name} is to be replaced, and nothing is wrong with it");
        Require(worker.Stuck is not null || Slot(name.Slot).ReplacedAt is not { } last || fleet.Now - last >= Spec.Memory.Pause, $"{name.Slot} is restarted for its memory too often");
    }

    private void KillingForFailure(WorkerName name)
    {
        var worker = Worker(name);
        var overdue = Limit(worker) is { } limit && fleet.Now - worker.Since >= limit;
        Require(worker.Fault is not null || overdue, $"{name} is killed, and nothing is wrong with it");
    }

    private void Finishing(FinishOperation finish)
    {
        if (finish.Outcome == OperationOutcome.Succeeded && Snapshot.Operation?.Kind == OperationKind.Reshard) Reshards++;
        if (finish.Outcome == OperationOutcome.Succeeded) Succeeded++;
        else Failed++;
        Require(Snapshot.Operation?.Id == finish.Id, $"{finish.Id} is finished and does not run");
        if (Snapshot.Mode != FleetMode.Running || Snapshot.Operation is not { } operation) return;
        foreach (var step in operation.Slots)
        {
            Require(finish.Outcome is OperationOutcome.Failed or OperationOutcome.Aborted || operation.Kind == OperationKind.Reshard || step.Progress is SlotProgress.Done or SlotProgress.Skipped, $"{finish.Id} has succeeded, and {step.Slot} is {step.Progress}");
            if (step.Progress != SlotProgress.Failed || operation.Kind != OperationKind.SoftRestart) continue;
            // An old worker that was never in trouble serves after a failed rollout.
            if (!_served.TryGetValue(step.Slot, out var old) || fleet.Processes[old].Faulty) continue;
            Require(Slot(step.Slot).Route == old && fleet.Processes[old].Acting, $"{finish.Id} has failed in {step.Slot}, and {old} does not serve");
        }
    }

    private void OperationGoesOn()
    {
        if (Snapshot.Operation is not { } operation)
        {
            _operationSince = null;
            return;
        }
        // Time stands still for one that is paused.
        _operationSince = operation.Paused ? fleet.Now : _operationSince ?? operation.StartedAt;
        var most = (operation.Slots.Length + Snapshot.Slots.Count) * TimeSpan.FromSeconds(160);
        Require(fleet.Now - _operationSince <= most, $"{operation.Id} does not end");
    }

    /// <summary>How long a worker may stay in a phase, reckoned without the planner's own table.</summary>
    private TimeSpan? Limit(WorkerRecord worker) => worker.Phase switch
    {
        WorkerPhase.Launching or WorkerPhase.Joining => Spec.Supervision.LaunchDeadline,
        WorkerPhase.Starting => Spec.Supervision.StartDeadline,
        WorkerPhase.Activating => Spec.Supervision.ActivateDeadline,
        WorkerPhase.Draining => Spec.Supervision.DrainDeadline,
        WorkerPhase.Stopping => worker.Deadline - worker.Since,
        WorkerPhase.Killing => Spec.Supervision.KillRetry,
        WorkerPhase.Ready or WorkerPhase.Active or WorkerPhase.Gone => null,
    };

    private SlotRecord Slot(SlotName name) => Snapshot.Slots[name];

    private WorkerRecord Worker(WorkerName name) =>
        Snapshot.FindWorker(name) ?? throw new InvariantBrokenException($"{name} is named and does not live");

    private void Require([DoesNotReturnIf(false)] bool promise, string broken)
    {
        if (!promise) throw new InvariantBrokenException(broken);
    }
}

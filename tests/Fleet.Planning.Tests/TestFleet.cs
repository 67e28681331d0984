using System.Globalization;
using Fleet.Planning.Actions;
using Fleet.Planning.Events;
using Fleet.Planning.Layouts;
using Fleet.Planning.Liveness;
using Fleet.Planning.Operations;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests;

/// <summary>A fleet whose workers do exactly what a test says, and a shell that writes down what it was asked to do.</summary>
internal sealed class TestFleet
{
    private readonly List<FleetAction> _done = [];

    public TestFleet(params string[] slots)
        : this(Wanting(slots))
    {
    }

    public TestFleet(FleetSpec spec)
    {
        Spec = spec;
        Snapshot = FleetSnapshot.Initial(spec);
        Think();
    }

    public FleetSpec Spec { get; }

    public FleetSnapshot Snapshot { get; private set; }

    public DateTimeOffset Now { get; private set; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset? WakeAt { get; private set; }

    public OperationRecord? LastOperation => Snapshot.LastOperations is [.., var last] ? last : null;

    public static FleetSpec Wanting(params string[] slots) =>
        new() { Slots = [.. slots.Select(slot => new SlotSpec(SlotName.Parse(slot), false, WorkAssignment.None))] };

    /// <summary>A fleet in which every slot has its first worker active, with nothing left to tell.</summary>
    public static TestFleet Running(params string[] slots) => new TestFleet(slots).BringUp([.. slots.Select(slot => $"{slot}#1")]);

    public SlotRecord Slot(string slot) => Snapshot.Slots[SlotName.Parse(slot)];

    public WorkerRecord? Worker(string worker) => Snapshot.FindWorker(WorkerName.Parse(worker));

    /// <summary>What was asked of the shell since this was asked last, one line each.</summary>
    public string[] Did()
    {
        var done = _done.Select(Words).ToArray();
        _done.Clear();
        return done;
    }

    public TestFleet Signal(string worker, WorkerSignal signal, string? detail = null, bool permanent = false) =>
        Hear(new WorkerSignalled(WorkerName.Parse(worker), signal, 0, detail, permanent));

    public TestFleet Examine(string worker, Ailment ailment, string? why) =>
        Hear(new WorkerExamined(WorkerName.Parse(worker), ailment, why));

    public TestFleet Order(FleetOrder order) => Hear(new OrderGiven(order));

    public TestFleet PlanLayout(FleetLayout layout) => Hear(new LayoutPlanned(layout));

    public TestFleet Restart(string id, bool hard, int generation, params string[] slots) =>
        Order(new RestartOrder(id, [.. slots.Select(SlotName.Parse)], hard, generation));

    public TestFleet GetReady(string worker) =>
        Signal(worker, WorkerSignal.Launched).Signal(worker, WorkerSignal.Joined).Signal(worker, WorkerSignal.Ready);

    public TestFleet BringUp(params string[] workers)
    {
        foreach (var worker in workers) GetReady(worker).Signal(worker, WorkerSignal.Activated);
        _ = Did();
        return this;
    }

    /// <summary>Lets time pass, waking the planner at each instant it asked for.</summary>
    public TestFleet Pass(double seconds)
    {
        var until = Now + TimeSpan.FromSeconds(seconds);
        while (WakeAt is { } wakeAt && wakeAt <= until)
        {
            Now = wakeAt;
            Think();
        }
        Now = until;
        return this;
    }

    private TestFleet Hear(FleetEvent heard)
    {
        Snapshot = Snapshot.Apply(heard, Now);
        Think();
        return this;
    }

    private void Think()
    {
        while (true)
        {
            var plan = FleetPlanner.Plan(Spec, Snapshot, Now);
            WakeAt = plan.WakeAt;
            if (plan.Actions.IsEmpty) return;
            foreach (var action in plan.Actions)
            {
                action.Reason.ShouldNotBeNullOrWhiteSpace();
                Snapshot = Snapshot.Apply(new ActionTaken(action), Now);
                _done.Add(action);
            }
        }
    }

    private string Words(FleetAction action) => action switch
    {
        Launch launch => $"launch {launch.Worker} of generation {launch.Generation}",
        Activate { StateFrom: { } from } activate => $"activate {activate.Worker} with the state of {from}",
        Activate { StatesAlsoFrom: [_, ..] others } activate => $"activate {activate.Worker} with the states of {string.Join(' ', others)}",
        Activate activate => $"activate {activate.Worker}",
        BeginHandover handover => $"hand over {handover.Old} to {handover.New}",
        PointRoute route => $"route {route.Slot} to {route.Worker?.ToString() ?? "nobody"}",
        Stop stop => $"stop {stop.Worker}: {stop.StopReason}",
        Kill kill => $"kill {kill.Worker}{(kill.LeavesDump ? ", leaving a dump" : "")}",
        BeginReplacement replacement => $"replace {replacement.Worker}{(replacement.Hard ? " hard" : "")}{(replacement.LeavesDump ? ", leaving a dump" : "")}",
        BackOff backOff => $"wait with {backOff.Slot}",
        Quarantine quarantine => $"quarantine {quarantine.Slot}",
        ForgetLosses forget => $"forget the losses of {forget.Slot}",
        BeginShutdown shutdown => string.Create(CultureInfo.InvariantCulture, $"stop within {(shutdown.StopBy - Now).TotalSeconds} s"),
        FinishOperation finish => $"{finish.Outcome}: {finish.Message}",
        TurnLayout turn => $"turn to layout {turn.To.Number}, draining {string.Join(' ', turn.Old)}",
        AdoptLayout adopt => $"adopt {adopt.To.Clusters.Count} clusters",
        _ => action.ToString(),
    };
}

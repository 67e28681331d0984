using System.Collections.Immutable;
using Fleet.Planning.Actions;
using Fleet.Planning.Events;
using Fleet.Planning.Layouts;
using Fleet.Planning.Liveness;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Simulation;

internal delegate Plan Planner(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now);

/// <summary>
/// A whole Admiral with its workers in one thread and no real time: a shell that does what the loop does, and processes that are slow, fail,
/// hang and crash as the seed says. Every step is watched by <see cref="Watchman"/>.
/// </summary>
internal sealed class SimulatedFleet
{
    private const int MostSteps = 20_000;
    private const int MostPlansPerEvent = 60;

    private readonly Planner _planner;
    private readonly PriorityQueue<Action, (long At, long Sequence)> _agenda = new();
    private readonly Dictionary<WorkerName, FakeProcess> _processes = [];
    private readonly HashSet<WorkerName> _states = [];
    private readonly List<string>? _trace;
    private long _now;
    private long _sequence;
    private long? _armed;

    private readonly bool _reshards;

    public SimulatedFleet(int seed, Planner planner, bool trace = false, bool reshards = false)
    {
        _planner = planner;
        _reshards = reshards;
        _trace = trace ? [] : null;
        Chaos = new Chaos(seed);
        Spec = RandomSpec(Chaos, seed, reshards);
        Snapshot = FleetSnapshot.Initial(Spec);
        Watchman = new Watchman(this);
    }

    public static DateTimeOffset Epoch { get; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Chaos Chaos { get; }

    public FleetSpec Spec { get; }

    public FleetSnapshot Snapshot { get; private set; }

    public Watchman Watchman { get; }

    public DateTimeOffset Now => Epoch.AddTicks(_now);

    public IReadOnlyDictionary<WorkerName, FakeProcess> Processes => _processes;

    public int Steps { get; private set; }

    public DateTimeOffset LastChange { get; private set; } = Epoch;

    public List<string> OrderIds { get; } = [];

    public string Trace => string.Join(Environment.NewLine, (_trace ?? []).TakeLast(120));

    /// <summary>Runs until nothing is left to happen.</summary>
    public SimulatedFleet Run()
    {
        if (Spec.AwaitsLayout) At(Chaos.Seconds(0, 30), () => Hear(new LayoutPlanned(RandomLayout(Chaos))));
        foreach (var (at, order) in RandomOrders()) At(at, () => Hear(new OrderGiven(order)));
        Think();
        while (_agenda.TryDequeue(out var happening, out var due))
        {
            if (++Steps > MostSteps) throw new InvariantBrokenException("the fleet does not come to rest");
            _now = due.At;
            happening();
        }
        Watchman.AtRest();
        return this;
    }

    private static FleetSpec RandomSpec(Chaos chaos, int seed, bool reshards)
    {
        var slots = ImmutableArray.CreateBuilder<SlotSpec>();
        for (var i = 0; i < chaos.Next(3); i++) slots.Add(new SlotSpec(SlotName.Service($"s{i}"), false, WorkAssignment.None));
        // Some do not know their shards at first.
        var awaits = reshards && seed % 4 == 0;
        if (reshards) foreach (var (slot, assignment) in RandomLayout(chaos).Clusters.Where(_ => !awaits)) slots.Add(new SlotSpec(slot, false, assignment));
        else for (var i = 0; i < 1 + chaos.Next(3); i++) slots.Add(new SlotSpec(SlotName.Cluster(i), false, WorkAssignment.None));
        return new FleetSpec
        {
            Slots = slots.ToImmutable(),
            AwaitsLayout = awaits,
            Seed = seed,
            Memory = new MemorySpec { Pause = TimeSpan.FromMinutes(1) },
            Rollout = new RolloutSpec { Surge = chaos.Happens(0.25) ? 2 : 1, Notice = TimeSpan.FromSeconds(chaos.Happens(0.2) ? 7 : 0) },
            Start = new StartSpec { ServicesTogether = chaos.Happens(0.5), ClustersTogether = chaos.Happens(0.5), ClusterPause = TimeSpan.FromSeconds(chaos.Happens(0.3) ? 2 : 0), MostJoining = 2 + (seed % 3) },
        };
    }

    private static FleetLayout RandomLayout(Chaos chaos) => LayoutPlanner.Divide(1, 1 + chaos.Next(4), 6, ["ada", "bob", "cyd", "dot", "eve"]);

    private FleetOrder RandomOrder(string id, int number, ImmutableArray<SlotName> slots) => Chaos.Next(10) switch
    {
        0 => new RestartOrder(id, slots, false, number + 2),
        1 => new AddServiceOrder(id, SlotName.Service($"s{Chaos.Next(4)}"), number + 2),
        2 => new RemoveServiceOrder(id, SlotName.Service($"s{Chaos.Next(4)}")),
        3 => new StopSlotsOrder(id, slots) { Hard = Chaos.Happens(0.3) },
        4 => new StartSlotsOrder(id, slots),
        _ => new ReshardOrder(id, RandomLayout(Chaos), number + 2),
    };

    private void RandomSteering(List<(long At, FleetOrder Order)> orders, string operation, long at)
    {
        if (Chaos.Happens(0.7)) return;
        var later = at + Chaos.Seconds(0, 12);
        if (Chaos.Happens(0.5)) orders.Add((later, new SteerOrder($"{operation}-pause", operation, Steer.Pause)));
        orders.Add((later + Chaos.Seconds(0, 30), new SteerOrder($"{operation}-end", operation, Chaos.Happens(0.5) ? Steer.Resume : Steer.Abort)));
    }

    private List<(long At, FleetOrder Order)> RandomOrders()
    {
        var orders = new List<(long, FleetOrder)>();
        for (var i = 0; i < Chaos.Next(6); i++)
        {
            var slots = Spec.Slots.Select(slot => slot.Slot).Where(_ => Chaos.Happens(0.7)).ToImmutableArray();
            var id = $"o{i}";
            OrderIds.Add(id);
            FleetOrder order = _reshards ? RandomOrder(id, i, slots) : Chaos.Next(8) switch
            {
                0 => new StopSlotsOrder(id, slots),
                1 or 2 => new StartSlotsOrder(id, slots),
                3 => new RestartOrder(id, slots, true, i + 2),
                _ => new RestartOrder(id, slots, false, i + 2),
            };
            var at = Chaos.Milliseconds(0, (int)(Chaos.Ends / TimeSpan.TicksPerMillisecond));
            orders.Add((at, order));
            if (_reshards) RandomSteering(orders, id, at);
        }
        var end = Chaos.Seconds(0, 150);
        if (Chaos.Happens(0.15)) orders.Add((end, new ShutdownOrder("shutdown")));
        if (Chaos.Happens(0.07)) orders.Add((end + Chaos.Seconds(0, 10), new ForceShutdownOrder("force")));
        return orders;
    }

    private void At(long at, Action happening) => _agenda.Enqueue(happening, (at, _sequence++));

    private void After(long delay, Action happening) => At(_now + delay, happening);

    // ---- the shell -------------------------------------------------------------------------------------------------------

    private void Hear(FleetEvent heard)
    {
        _trace?.Add($"{_now / (double)TimeSpan.TicksPerSecond,9:0.000}  {Describe(heard)}");
        var before = Snapshot;
        Snapshot = before.Apply(heard, Now);
        if (!ReferenceEquals(before, Snapshot)) LastChange = Now;
        Watchman.Heard(before, heard);
        Think();
    }

    private void Think()
    {
        for (var plans = 0; ; plans++)
        {
            var plan = _planner(Spec, Snapshot, Now);
            Watchman.Planned(plan, _planner);
            if (plan.Actions.IsEmpty)
            {
                Watchman.Quiet(plan);
                Arm((plan.WakeAt - Epoch)?.Ticks);
                return;
            }
            if (plans > MostPlansPerEvent) throw new InvariantBrokenException($"planning does not end; it still wants {plan.Actions[0]}");
            foreach (var action in plan.Actions)
            {
                _trace?.Add($"           -> {action.Kind} {string.Join(' ', action.Workers)}: {action.Reason}");
                var before = Snapshot;
                Watchman.Taking(action);
                Snapshot = before.Apply(new ActionTaken(action), Now);
                LastChange = Now;
                Watchman.Taken(before, action);
                Execute(action);
            }
        }
    }

    private void Arm(long? at)
    {
        // One timer: to arm it anew takes back what it was armed for before.
        if (at == _armed) return;
        _armed = at;
        if (at is not { } due) return;
        At(due, () =>
        {
            if (_armed != due) return;
            _armed = null;
            Think();
        });
    }

    private void Execute(FleetAction action)
    {
        switch (action)
        {
            case Launch launch: Launch(launch.Worker); break;
            case Activate activate: Activate(activate); break;
            case PointRoute route: _states.RemoveWhere(worker => worker.Slot == route.Slot); break;
            case BeginHandover handover: Tell(handover.Old, Drain); break;
            case TurnLayout turn:
                foreach (var old in turn.Old) Tell(old, Drain);
                break;
            case Stop stop: Tell(stop.Worker, Stop); break;
            case Kill kill: Kill(kill.Worker); break;
            default: break;
        }
    }

    private void Tell(WorkerName name, Action<FakeProcess> what)
    {
        if (_processes.TryGetValue(name, out var process))
            After(Chaos.Milliseconds(0, 20), () => { if (process is { Alive: true, LinkUp: true, Hung: false }) what(process); });
    }

    // ---- the processes ---------------------------------------------------------------------------------------------------

    private void Launch(WorkerName name)
    {
        var process = new FakeProcess(name) { Assignment = Snapshot.FindWorker(name) is { } record ? Snapshot.AssignmentOf(record) : WorkAssignment.None };
        _processes.Add(name, process);
        if (Chaos.Fails(_now, 0.03))
        {
            After(Chaos.Milliseconds(1, 100), () => { process.Ended = true; Signal(process, WorkerSignal.LaunchFailed, permanent: Chaos.Happens(0.2)); });
            return;
        }
        // A launcher that hangs: only the kill of it answers.
        if (Chaos.Fails(_now, 0.02)) return;
        After(Chaos.Milliseconds(5, 400), () =>
        {
            if (process.Ended) return;
            process.Alive = true;
            // The news of the launch and those of the worker travel different ways.
            After(Chaos.Milliseconds(0, 60), () => Signal(process, WorkerSignal.Launched, 1000 + process.Name.Incarnation));
            if (Chaos.Fails(_now, 0.03)) Die(process);
            else if (Chaos.Fails(_now, 0.03)) process.Hung = process.Faulty = true;
            else After(Chaos.Milliseconds(1, 300), () => Join(process));
        });
    }

    private void Join(FakeProcess process)
    {
        if (process is not { Alive: true, Hung: false }) return;
        process.LinkUp = true;
        Send(process, WorkerSignal.Joined);
        Trouble(process);
        After(Chaos.Milliseconds(20, 6_000), () => Step(process, 0.06, WorkerSignal.StartFailed, () => Send(process, WorkerSignal.Ready)));
    }

    private void Activate(Activate activate)
    {
        if (activate.StateFrom is { } from && !_states.Contains(from)) throw new InvariantBrokenException($"{activate.Worker} is to get the state of {from}, which left none");
        foreach (var other in activate.StatesAlsoFrom)
            if (!_states.Contains(other)) throw new InvariantBrokenException($"{activate.Worker} is to get the state of {other}, which left none");
        Tell(activate.Worker, process =>
        {
            process.Acting = true;
            Watchman.Acts(process);
            After(Chaos.Milliseconds(1, 400), () => Step(process, 0.08, WorkerSignal.ActivateFailed, () => Send(process, WorkerSignal.Activated)));
        });
    }

    private void Drain(FakeProcess process) => After(Chaos.Milliseconds(1, 1_500), () => Step(process, 0.05, null, () =>
    {
        if (process.Stopping) return;
        process.Acting = false;
        _states.Add(process.Name);
        Send(process, WorkerSignal.Drained);
    }));

    private void Stop(FakeProcess process)
    {
        process.Stopping = true;
        After(Chaos.Milliseconds(1, 3_000), () => Step(process, 0.05, null, () =>
        {
            process.Acting = false;
            if (Chaos.Happens(0.5)) LoseLink(process);
            After(Chaos.Milliseconds(0, 200), () => Die(process));
        }));
    }

    private void Kill(WorkerName name)
    {
        var process = _processes[name];
        if (!process.Alive && !process.Ended)
        {
            process.Ended = true;
            After(Chaos.Milliseconds(1, 20), () => Signal(process, WorkerSignal.LaunchFailed));
        }
        // A kill can be lost on its way, or the process sit in the kernel for a while.
        else if (!Chaos.Fails(_now, 0.05)) After(Chaos.Milliseconds(1, 60), () => Die(process));
    }

    /// <summary>The next thing a process does, unless it breaks here: fails and says so, dies, or hangs.</summary>
    private void Step(FakeProcess process, double probability, WorkerSignal? failure, Action well)
    {
        if (process is not { Alive: true, Hung: false }) return;
        if (!Chaos.Fails(_now, probability))
        {
            well();
            return;
        }
        process.Faulty = true;
        switch (Chaos.Next(3))
        {
            case 0 when failure is { } signal: Send(process, signal, Chaos.Happens(0.1)); break;
            case 1: process.Hung = true; break;
            default: Die(process); break;
        }
    }

    /// <summary>What may befall a worker at any time in its life.</summary>
    private void Trouble(FakeProcess process)
    {
        if (!Chaos.Fails(_now, 0.35)) return;
        var at = _now + (Chaos.Happens(0.5) ? Chaos.Seconds(0, 15) : Chaos.Seconds(0, 90));
        if (at >= Chaos.Ends) return;
        At(at, () =>
        {
            if (!process.Alive) return;
            var trouble = Chaos.Next(6);
            // One that only grows serves on all the same.
            process.Faulty |= trouble != 5;
            switch (trouble)
            {
                case 5: Examine(process, Ailment.Bloated); break;
                case 4:
                    // Stuck, it may still drain, or not; in the end it is said to be hung, unless it gets well.
                    process.Hung = Chaos.Happens(0.5);
                    Examine(process, Ailment.Stuck);
                    if (Chaos.Happens(0.3)) After(Chaos.Seconds(1, 20), () => { process.Hung = false; Hear(new WorkerExamined(process.Name, Ailment.Stuck, null)); });
                    else if (process.Hung || Chaos.Happens(0.5)) After(Chaos.Seconds(5, 20), () => { if (process.Alive) Signal(process, WorkerSignal.Unresponsive); });
                    break;
                case 3: Signal(process, WorkerSignal.Overgrown); break;
                case 0: LoseLink(process); break;
                case 1: process.Hung = true; After(Chaos.Seconds(1, 5), () => Signal(process, WorkerSignal.Unresponsive)); break;
                default: Die(process); break;
            }
        });
    }

    private void Examine(FakeProcess process, Ailment ailment) => Hear(new WorkerExamined(process.Name, ailment, "it shows"));

    private void LoseLink(FakeProcess process)
    {
        if (!process.LinkUp) return;
        Send(process, WorkerSignal.LinkLost);
        process.LinkUp = false;
    }

    private void Die(FakeProcess process)
    {
        if (!process.Alive) return;
        process.Alive = process.Acting = false;
        process.Ended = true;
        if (process.LinkUp && Chaos.Happens(0.5)) LoseLink(process);
        process.LinkUp = false;
        After(Chaos.Milliseconds(0, 30), () => Signal(process, WorkerSignal.Exited, detail: "exit code 139"));
        // Signals of the dead, long after.
        if (Chaos.Happens(0.2)) After(Chaos.Seconds(1, 20), () => Signal(process, Chaos.Pick(Enum.GetValues<WorkerSignal>())));
    }

    private void Send(FakeProcess process, WorkerSignal signal, bool permanent = false)
    {
        if (!process.LinkUp) return;
        process.LastArrival = Math.Max(process.LastArrival, _now + Chaos.Milliseconds(0, 20));
        At(process.LastArrival, () => Signal(process, signal, permanent: permanent));
    }

    private void Signal(FakeProcess process, WorkerSignal signal, int pid = 0, bool permanent = false, string? detail = null) =>
        Hear(new WorkerSignalled(process.Name, signal, pid, detail, permanent));

    private static string Describe(FleetEvent heard) => heard switch
    {
        WorkerSignalled signalled => $"{signalled.Worker} {signalled.Signal}",
        WorkerExamined examined => $"{examined.Worker} {examined.Ailment} {examined.Why ?? "no longer"}",
        OrderGiven given => given.Order is RestartOrder restart ? $"{restart} {string.Join(' ', restart.Slots)}" : given.Order.ToString(),
        _ => heard.ToString(),
    };
}

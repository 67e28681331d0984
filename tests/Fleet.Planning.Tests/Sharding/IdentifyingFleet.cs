using Fleet.Planning.Budgets;
using Fleet.Planning.Layouts;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Sharding;

/// <summary>
/// A fleet whose clusters become ready when all their shards have identified, each with a permit of the fleet's budget; what travels takes a random time. The real planner and the
/// real budget, on a clock of its own.
/// </summary>
internal sealed class IdentifyingFleet
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly Random _random;
    private readonly int _groups;
    private readonly Budget _budget;
    private readonly TestFleet _fleet;
    private readonly PriorityQueue<Action, (DateTimeOffset At, int Number)> _agenda = new();
    private readonly Dictionary<(string Worker, long Number), int> _waiting = [];
    private readonly Dictionary<string, IReadOnlyList<int>> _shards = [];
    private readonly Dictionary<string, Queue<int>> _left = [];
    private readonly HashSet<(string Worker, int Shard)> _done = [];
    private int _number;

    public IdentifyingFleet(int seed, int clusters, int shards, int groups, SupervisionSpec supervision)
    {
        _random = new Random(seed);
        _groups = groups;
        _budget = new Budget(IdentifyBudget.Of(TimeSpan.FromSeconds(5), null));
        var layout = LayoutPlanner.Divide(1, clusters, shards, []);
        _fleet = new TestFleet(new FleetSpec { Slots = [.. layout.Clusters.Select(cluster => new SlotSpec(cluster.Key, false, cluster.Value))], Supervision = supervision });
        Hear();
    }

    /// <summary>When which shard identified, as the platform saw it.</summary>
    public List<(DateTimeOffset At, int Shard)> Identified { get; } = [];

    /// <summary>Every action that was taken.</summary>
    public List<string> Actions { get; } = [];

    /// <summary>Who said that it is ready, in order.</summary>
    public List<string> Ready { get; } = [];

    /// <summary>How often the whole fleet came to serve.</summary>
    public int Served { get; private set; }

    /// <summary>Lets time pass. Now and then a shard that is done loses its session and has to identify again.</summary>
    public IdentifyingFleet Run(TimeSpan length, int reconnects)
    {
        var end = _fleet.Now + length;
        var step = length / (reconnects + 1);
        for (var i = 1; i <= reconnects; i++)
            At(_fleet.Now + (step * i), () =>
            {
                if (Ready.Count == 0) return;
                var worker = Ready[_random.Next(Ready.Count)];
                Ask(worker, _shards[worker][_random.Next(_shards[worker].Count)]);
            });
        while (_fleet.Now < end)
        {
            var served = IsServing();
            while (_agenda.TryPeek(out _, out var due) && due.At <= _fleet.Now) _agenda.Dequeue()();
            if (_budget.WakeAt <= _fleet.Now) Take(_budget.Wake(_fleet.Now));
            if (!served && IsServing()) Served++;
            _fleet.Pass(Tick.TotalSeconds);
            Hear();
        }

        return this;
    }

    private bool IsServing() => _fleet.Snapshot.Slots.Values.All(slot => slot.Route is not null);

    private void Hear()
    {
        foreach (var action in _fleet.Did())
        {
            Actions.Add(action);
            var words = action.Split(' ');
            if (words[0] == "launch") Launched(words[1]);
            else if (words[0] == "activate") Later(() => Say(words[1], WorkerSignal.Activated));
            else if (words[0] == "kill") Later(() => Die(words[1]));
        }
    }

    private void Launched(string worker)
    {
        Say(worker, WorkerSignal.Launched);
        Later(() =>
        {
            Say(worker, WorkerSignal.Joined);
            if (_fleet.Worker(worker) is not { } record) return;
            var shards = _shards[worker] = _fleet.Snapshot.AssignmentOf(record).Shards;
            _left[worker] = new Queue<int>(shards);
            // Some ask for all their shards at once, some for one after the other.
            var atOnce = _random.Next(2) == 0 ? shards.Count : 1;
            for (var i = 0; i < atOnce; i++) AskNext(worker);
        });
    }

    private void AskNext(string worker)
    {
        if (_left.TryGetValue(worker, out var left) && left.TryDequeue(out var shard)) Ask(worker, shard);
    }

    private void Ask(string worker, int shard)
    {
        var number = ++_number;
        _waiting[(worker, number)] = shard;
        var request = new BudgetRequest { Key = IdentifyBudget.KeyOf(shard, _groups) };
        Take(_budget.Ask(new BudgetAsk(worker, number, request, _fleet.Now + TimeSpan.FromMinutes(10)), _fleet.Now));
    }

    private void Take(BudgetStep step)
    {
        foreach (var outcome in step.Outcomes)
        {
            outcome.Error.ShouldBeNull();
            if (!_waiting.Remove((outcome.Ask.Holder, outcome.Ask.Number), out var shard)) continue;
            // Half of the margin of 1 s for the holder, half for the network: no more than this may lie between the grant and the platform.
            At(_fleet.Now + (Tick * _random.Next(11)), () => Identify(outcome.Ask.Holder, shard));
        }
    }

    private void Identify(string worker, int shard)
    {
        Identified.Add((_fleet.Now, shard));
        _done.Add((worker, shard));
        AskNext(worker);
        if (Ready.Contains(worker) || !_shards[worker].All(own => _done.Contains((worker, own)))) return;
        Ready.Add(worker);
        Say(worker, WorkerSignal.Ready);
    }

    private void Die(string worker)
    {
        _left.Remove(worker);
        foreach (var key in _waiting.Keys.Where(key => key.Worker == worker).ToList()) _waiting.Remove(key);
        Take(_budget.Leave(worker, _fleet.Now));
        Say(worker, WorkerSignal.Exited);
    }

    private void Say(string worker, WorkerSignal signal)
    {
        _fleet.Signal(worker, signal);
        Hear();
    }

    private void Later(Action happening) => At(_fleet.Now + (Tick * _random.Next(5)), happening);

    private void At(DateTimeOffset at, Action happening) => _agenda.Enqueue(happening, (at, _number++));
}

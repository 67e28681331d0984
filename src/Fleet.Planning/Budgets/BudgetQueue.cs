namespace Fleet.Planning.Budgets;

/// <summary>
/// The waiting requests of one budget. Their order: higher priority first, as raised by waiting; within a priority the holders in turn; within a holder by arrival.
/// </summary>
/// <remarks>
/// Requests of one holder, key, priority and privilege form a lane; within it only the first can be next. A holder whose turn has come goes behind all others, and so does one
/// that begins to wait: a holder that asks for one permit after the other must not overtake one that asks for many at once.
/// </remarks>
internal sealed class BudgetQueue(TimeSpan ageing)
{
    private readonly Dictionary<LaneKey, Lane> _lanes = [];
    private readonly Dictionary<string, Holder> _holders = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Holder, long Number), WaitingRequest> _byId = [];
    private readonly SortedSet<WaitingRequest> _byDeadline = new(WaitingRequest.ByDeadline);
    private long _turns;

    public int Count => _byId.Count;

    public DateTimeOffset? FirstDeadline => _byDeadline.Min?.Ask.Deadline;

    public bool Contains((string Holder, long Number) id) => _byId.ContainsKey(id);

    public WaitingRequest? Find((string Holder, long Number) id) => _byId.GetValueOrDefault(id);

    public IReadOnlyList<WaitingRequest> Of(string holder) => [.. _byId.Values.Where(waiting => waiting.Ask.Holder == holder).OrderBy(waiting => waiting.Order)];

    public WaitingRequest? Overdue(DateTimeOffset now) => _byDeadline.Min is { } first && first.Ask.Deadline <= now ? first : null;

    public void Add(WaitingRequest waiting)
    {
        var key = LaneKey.Of(waiting);
        if (!_holders.TryGetValue(key.Holder, out var holder)) _holders.Add(key.Holder, holder = new Holder(++_turns));
        if (!_lanes.TryGetValue(key, out var lane)) _lanes.Add(key, lane = new Lane(holder));
        waiting.Node = lane.Requests.AddLast(waiting);
        holder.Waiting++;
        _byId.Add((waiting.Ask.Holder, waiting.Ask.Number), waiting);
        _byDeadline.Add(waiting);
    }

    public void Remove(WaitingRequest waiting)
    {
        var key = LaneKey.Of(waiting);
        var lane = _lanes[key];
        lane.Requests.Remove(waiting.Node!);
        if (lane.Requests.Count == 0) _lanes.Remove(key);
        if (--lane.Holder.Waiting == 0) _holders.Remove(key.Holder);
        _byId.Remove((waiting.Ask.Holder, waiting.Ask.Number));
        _byDeadline.Remove(waiting);
    }

    /// <summary>Notes that a request of a holder was served: its turn in that priority is over.</summary>
    public void CountTurn(WaitingRequest waiting, DateTimeOffset now)
    {
        if (_holders.TryGetValue(waiting.Ask.Holder, out var holder)) holder.Turns[waiting.LevelAt(now, ageing)] = ++_turns;
    }

    /// <summary>The first request of each lane, in the order in which they are to be served.</summary>
    public IReadOnlyList<WaitingRequest> InOrder(DateTimeOffset now)
    {
        var firsts = new List<(int Level, long Turn, WaitingRequest Request)>(_lanes.Count);
        foreach (var lane in _lanes.Values)
        {
            var first = lane.Requests.First!.Value;
            var level = first.LevelAt(now, ageing);
            firsts.Add((level, lane.Holder.Turns[level], first));
        }

        firsts.Sort(static (one, other) =>
        {
            if (one.Level != other.Level) return other.Level.CompareTo(one.Level);
            return one.Turn != other.Turn ? one.Turn.CompareTo(other.Turn) : one.Request.Order.CompareTo(other.Request.Order);
        });
        return firsts.ConvertAll(static first => first.Request);
    }

    /// <summary>What is asked before a request by others, of all keys and of its own.</summary>
    public (long All, long OfKey) Before(BudgetRequest request, int level, long order, DateTimeOffset now)
    {
        long all = 0, ofKey = 0;
        foreach (var other in _byId.Values)
        {
            var otherLevel = other.LevelAt(now, ageing);
            if (otherLevel < level || (otherLevel == level && other.Order >= order)) continue;
            all += other.Request.Cost;
            if (other.Request.Key == request.Key) ofKey += other.Request.Cost;
        }

        return (all, ofKey);
    }

    /// <summary>Who gives way where too many wait: the last of the least priority of the holder that has most waiting, so that one holder cannot shut the others out.</summary>
    /// <param name="newest">The one that came last; its holder gives way where several have most.</param>
    public WaitingRequest GivingWay(WaitingRequest newest)
    {
        var greediest = newest.Ask.Holder;
        foreach (var (name, holder) in _holders)
            if (holder.Waiting > _holders[greediest].Waiting) greediest = name;
        return _byId.Values.Where(waiting => waiting.Ask.Holder == greediest).OrderBy(waiting => waiting.Request.Priority).ThenByDescending(waiting => waiting.Order).First();
    }

    private readonly record struct LaneKey(string Holder, string? Key, BudgetPriority Priority, bool Privileged)
    {
        public static LaneKey Of(WaitingRequest waiting) => new(waiting.Ask.Holder, waiting.Request.Key, waiting.Request.Priority, waiting.Request.Privileged);
    }

    private sealed class Lane(Holder holder)
    {
        public Holder Holder => holder;

        public LinkedList<WaitingRequest> Requests { get; } = [];
    }

    private sealed class Holder(long turn)
    {
        /// <summary>When its last turn was in each priority, counted in turns.</summary>
        public long[] Turns { get; } = Enumerable.Repeat(turn, WaitingRequest.Levels).ToArray();

        public int Waiting { get; set; }
    }
}

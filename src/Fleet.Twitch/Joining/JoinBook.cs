using Fleet.Twitch.Irc;

namespace Fleet.Twitch.Joining;

/// <summary>
/// Which channels are wanted, asked for and joined. A channel that does not exist is answered by silence, so each request has a deadline;
/// what failed is asked for again, ever more seldom.
/// </summary>
internal sealed class JoinBook
{
    private const int Doublings = 5;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly List<JoinEntry> _entries = [];
    private readonly Dictionary<string, JoinEntry> _byName = new(StringComparer.Ordinal);
    private readonly TimeSpan _deadline;
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JoinBook(IEnumerable<string> channels, TimeSpan deadline)
    {
        _deadline = deadline;
        foreach (var channel in channels)
        {
            var name = ChannelName.Normalize(channel);
            if (_byName.ContainsKey(name)) continue;
            var entry = new JoinEntry(name);
            if (!ChannelName.IsValid(name)) (entry.Phase, entry.Reason) = (JoinPhase.Impossible, "the name of a channel is 1 to 25 of a-z, 0-9 and '_'");
            _entries.Add(entry);
            _byName[name] = entry;
        }
    }

    /// <summary>Ends when, on the present connection, every channel is joined or known not to be.</summary>
    public Task Settled
    {
        get
        {
            lock (_gate) return _settled.Task;
        }
    }

    /// <summary>All channels, in the order in which they were given.</summary>
    public IReadOnlyList<ChannelJoin> Channels
    {
        get
        {
            lock (_gate) return [.. _entries.Select(entry => new ChannelJoin(entry.Channel, entry.Phase == JoinPhase.Joined, ReasonOf(entry)))];
        }
    }

    /// <summary>Whether a channel is one of the wanted.</summary>
    public bool Knows(string channel) => _byName.ContainsKey(channel);

    /// <summary>A new connection: nothing is joined on it.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            if (_settled.Task.IsCompleted) _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var entry in _entries.Where(entry => entry.Phase != JoinPhase.Impossible)) entry.Phase = JoinPhase.Wanted;
            Settle();
        }
    }

    /// <summary>How many channels are to be asked for now. Requests whose deadline has passed become failures.</summary>
    public int Due(TimeSpan now)
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Where(entry => entry.Phase == JoinPhase.Asked && now - entry.When >= _deadline))
                Fail(entry, "no answer: the channel may not exist", now);
            foreach (var entry in _entries.Where(entry => entry.Phase == JoinPhase.Failed && now >= entry.When)) entry.Phase = JoinPhase.Wanted;
            Settle();
            return _entries.Count(entry => entry.Phase == JoinPhase.Wanted);
        }
    }

    /// <summary>Takes channels to ask for now.</summary>
    public IReadOnlyList<string> Ask(int count, TimeSpan now)
    {
        lock (_gate)
        {
            var asked = _entries.Where(entry => entry.Phase == JoinPhase.Wanted).Take(count).ToArray();
            foreach (var entry in asked) (entry.Phase, entry.When) = (JoinPhase.Asked, now);
            return [.. asked.Select(entry => entry.Channel)];
        }
    }

    /// <summary>The server confirmed a channel.</summary>
    public void Confirm(string channel)
    {
        lock (_gate)
        {
            if (!_byName.TryGetValue(channel, out var entry)) return;
            (entry.Phase, entry.Reason, entry.Failures) = (JoinPhase.Joined, "", 0);
            Settle();
        }
    }

    /// <summary>The server refused a channel, or threw this account out of it.</summary>
    /// <returns>False where that is nothing new.</returns>
    public bool Refuse(string channel, string reason, TimeSpan now)
    {
        lock (_gate)
        {
            if (!_byName.TryGetValue(channel, out var entry) || entry.Phase is JoinPhase.Failed or JoinPhase.Impossible) return false;
            Fail(entry, reason, now);
            Settle();
            return true;
        }
    }

    private static string ReasonOf(JoinEntry entry) => entry.Phase switch
    {
        JoinPhase.Joined => "",
        JoinPhase.Wanted => entry.Reason.Length > 0 ? entry.Reason : "not asked for yet",
        JoinPhase.Asked => entry.Reason.Length > 0 ? entry.Reason : "not confirmed yet",
        JoinPhase.Failed => entry.Reason,
        JoinPhase.Impossible => entry.Reason,
    };

    private static void Fail(JoinEntry entry, string reason, TimeSpan now)
    {
        entry.Phase = JoinPhase.Failed;
        entry.Reason = reason;
        entry.When = now + FirstRetry * Math.Pow(2, Math.Min(entry.Failures++, Doublings));
    }

    private void Settle()
    {
        if (_entries.All(entry => entry.Phase is JoinPhase.Joined or JoinPhase.Failed or JoinPhase.Impossible)) _settled.TrySetResult();
    }
}

using Fleet.Twitch.Inbox;
using static Fleet.Twitch.Tests.Inbox.Messages;

namespace Fleet.Twitch.Tests.Inbox;

/// <summary>
/// A seeded world in virtual time: one stream of messages, workers that receive it with delays of their own, sometimes twice, handlers that
/// take their time, and handovers at any moment: forward, given up, and back again.
/// </summary>
internal sealed class HandoverWorld
{
    private const int SlowestDelivery = 2_000;
    private const int Messages = 400;

    private readonly Random _random;
    private readonly PriorityQueue<Action, (int At, int Order)> _agenda = new();
    private readonly Dictionary<string, int> _handled = [];
    private readonly List<Member> _members = [];
    private readonly string[] _channels = ["a", "b", "c"];
    private readonly int _lastMessageAt;
    private Member _active;
    private int _now;
    private int _order;

    public HandoverWorld(int seed)
    {
        _random = new Random(seed);
        _active = Join();
        _active.Inbox.Activate(null, Read, Now);
        for (var i = 0; i < Messages; i++)
        {
            var line = Line(_random.Next(5) == 0 ? $"text-{i}" : Uuid(i), _channels[_random.Next(_channels.Length)], $"{i}");
            var at = _random.Next(1, 30_000);
            _lastMessageAt = Math.Max(_lastMessageAt, at);
            At(at, () => Emit(line));
        }
        At(_random.Next(500, 4_000), BeginHandover);
    }

    /// <summary>How often each message was handled.</summary>
    public IReadOnlyDictionary<string, int> Handled => _handled;

    /// <summary>How many messages there were.</summary>
    public static int Count => Messages;

    /// <summary>How many handovers there were.</summary>
    public int Handovers { get; private set; }

    private TimeSpan Now => TimeSpan.FromMilliseconds(_now);

    /// <summary>Runs the world to its end.</summary>
    public void Run()
    {
        while (_agenda.TryDequeue(out var action, out var when))
        {
            _now = when.At;
            action();
        }
    }

    private static ChatMessage? Read(string line) => ChatMessage.Read(line, null);

    private void At(int when, Action action) => _agenda.Enqueue(action, (when, _order++));

    private void In(int least, int most, Action action) => At(_now + _random.Next(least, most), action);

    private Member Join()
    {
        var member = new Member(new ChatInbox(new InboxLimits()));
        _members.Add(member);
        return member;
    }

    private void Emit(string line)
    {
        foreach (var member in _members)
        {
            var deliveries = _random.Next(20) == 0 ? 2 : 1;
            for (var i = 0; i < deliveries; i++) In(0, SlowestDelivery, () => Deliver(member, line));
        }
    }

    private void Deliver(Member member, string line)
    {
        var message = Read(line)!;
        if (member.Inbox.Offer(message, Now)) Pump(member, message.Channel);
    }

    private void Pump(Member member, string channel) => In(0, 50, () =>
    {
        if (!member.Inbox.TryStart(channel, Now, out var message)) return;
        _handled[message!.Id] = _handled.GetValueOrDefault(message.Id) + 1;
        In(0, _random.Next(10) == 0 ? 2_000 : 100, () =>
        {
            member.Inbox.Finish();
            Pump(member, channel);
        });
    });

    private void BeginHandover()
    {
        if (_now > _lastMessageAt + SlowestDelivery) return;
        var successor = _members.Count > 1 && _random.Next(2) == 0 ? _members.First(member => member != _active) : Join();

        // The successor proves itself for longer than a message may be under way before it takes over.
        In(SlowestDelivery + 1, 6_000, () => Deactivate(_active, state => Choose(_active, successor, state)));
    }

    private void Deactivate(Member member, Action<HandoverState> then)
    {
        var finished = member.Inbox.Deactivate();
        var deadline = _now + _random.Next(0, 3_000);
        void Wait()
        {
            if (finished.IsCompleted || _now >= deadline) then(member.Inbox.Export(Now).ToState());
            else In(1, 20, Wait);
        }
        Wait();
    }

    private void Choose(Member old, Member successor, HandoverState state)
    {
        switch (_random.Next(4))
        {
            case 0:
                // Given up before the successor acted: the old one resumes, with or without its own state.
                Activate(old, _random.Next(2) == 0 ? state : null, BeginHandover);
                break;
            case 1:
                // The successor acts for a while, then hands back.
                Activate(successor, state, () => Deactivate(successor, back => Activate(old, back, BeginHandover)));
                break;
            default:
                Activate(successor, state, BeginHandover);
                break;
        }
    }

    private void Activate(Member member, HandoverState? state, Action next) => In(0, 500, () =>
    {
        Handovers++;
        _active = member;
        foreach (var channel in member.Inbox.Activate(InboxHandover.FromState(state), Read, Now)) Pump(member, channel);
        In(100, 5_000, next);
    });

    private sealed record Member(ChatInbox Inbox);
}

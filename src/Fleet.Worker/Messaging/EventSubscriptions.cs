using System.Collections.Immutable;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Microsoft.Extensions.Logging;

namespace Fleet.Worker.Messaging;

/// <summary>What the bot listens to.</summary>
internal sealed class EventSubscriptions(IPayloadSerializer serializer, HandlersInHand inHand, ILogger log)
{
    private readonly Lock _lock = new();
    private readonly SenderNames _senders = new();

    // Replaced whole, so that the dispatcher reads without a lock.
    private volatile Dictionary<string, ImmutableArray<EventSubscription>> _byName = new(Utf8Names.Comparer);

    /// <summary>Ends when this worker stops.</summary>
    public CancellationToken Stopping { get; init; }

    public IDisposable Add<T>(string name, Func<T, EventContext, Task> handler)
    {
        var subscription = new EventSubscription<T>(name, handler, serializer, inHand, log);
        Change(name, list => list.Add(subscription));
        return new Registration(() => Change(name, list => list.Remove(subscription)));
    }

    public void Deliver(scoped ReadOnlySpan<byte> from, scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> payload, ref DispatchTurn turn)
    {
        if (!_byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var subscriptions)) return;
        var context = new EventContext(_senders.Find(from), Stopping);

        if (subscriptions.Length == 1)
        {
            subscriptions[0].Deliver(payload, context, ref turn);
            return;
        }

        // The bytes are good only during this turn, and the calls may be made by another reader if a handler blocks: so all messages are decoded first.
        var calls = new List<Action>(subscriptions.Length);
        foreach (var subscription in subscriptions)
            if (subscription.Prepare(payload, context) is { } call) calls.Add(call);
        turn.Run(calls);
    }

    private void Change(string name, Func<ImmutableArray<EventSubscription>, ImmutableArray<EventSubscription>> change)
    {
        lock (_lock)
        {
            var list = change(_byName.TryGetValue(name, out var present) ? present : []);
            var next = new Dictionary<string, ImmutableArray<EventSubscription>>(_byName, Utf8Names.Comparer);
            if (list.IsEmpty) next.Remove(name);
            else next[name] = list;
            _byName = next;
        }
    }
}

namespace Fleet.Twitch.Inbox;

/// <summary>The messages of one channel that wait for their handlers, in order.</summary>
internal sealed class ChannelQueue
{
    private readonly LinkedList<(ChatMessage Message, TimeSpan Arrived)> _waiting = [];

    /// <summary>Whether a pump is taking messages from here: there is never more than one, which keeps the order.</summary>
    public bool IsPumped { get; set; }

    public int Count => _waiting.Count;

    public IEnumerable<(ChatMessage Message, TimeSpan Arrived)> Entries => _waiting;

    public void Add(ChatMessage message, TimeSpan now) => _waiting.AddLast((message, now));

    /// <summary>Puts messages before all others, in their order.</summary>
    public void AddFirst(IReadOnlyList<ChatMessage> messages, TimeSpan now)
    {
        // They count as no younger than what stands behind them: arrival only grows along the queue.
        var arrived = _waiting.First is { } first && first.Value.Arrived < now ? first.Value.Arrived : now;
        for (var i = messages.Count - 1; i >= 0; i--) _waiting.AddFirst((messages[i], arrived));
    }

    public bool TryTake(out ChatMessage? message)
    {
        message = _waiting.First?.Value.Message;
        if (message is null) return false;
        _waiting.RemoveFirst();
        return true;
    }

    /// <summary>Takes the first message if it arrived at a moment or before.</summary>
    public bool TryTakeOlder(TimeSpan moment, out ChatMessage? message)
    {
        message = null;
        return _waiting.First is { } first && first.Value.Arrived <= moment && TryTake(out message);
    }

    /// <summary>Takes out what a rule names.</summary>
    public void RemoveWhere(Func<ChatMessage, bool> rule, Action<ChatMessage> removed)
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (rule(node.Value.Message))
            {
                _waiting.Remove(node);
                removed(node.Value.Message);
            }
            node = next;
        }
    }
}

using System.Text;

namespace Fleet.Twitch.Inbox;

/// <summary>
/// Holds each message from its arrival until its handler starts, exactly once. Live: messages are taken out channel by channel, in order.
/// Standby: nothing is taken out, and what waits is what a handover passes on.
/// </summary>
/// <remarks>
/// The whole handover is that one flag under one lock: a message is started, and thereby handled, or it waits. There is no third state.
/// </remarks>
internal sealed class ChatInbox(InboxLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ChannelQueue> _channels = new(StringComparer.Ordinal);
    private readonly HashSet<MessageKey> _waiting = [];
    private readonly HandledKeys _handled = new(limits.HandledWindow, limits.Handled);
    private TaskCompletionSource? _idle;
    private InboxCounts _counts;
    private int _total;
    private int _inHand;
    private bool _isLive;

    /// <summary>Whether messages go to handlers.</summary>
    public bool IsLive
    {
        get
        {
            lock (_gate) return _isLive;
        }
    }

    /// <summary>Handlers that were started and have not ended.</summary>
    public int InHand
    {
        get
        {
            lock (_gate) return _inHand;
        }
    }

    public InboxCounts Counts
    {
        get
        {
            lock (_gate) return _counts;
        }
    }

    /// <summary>Takes a message in.</summary>
    /// <returns>True where the caller must start a pump for the message's channel.</returns>
    public bool Offer(ChatMessage message, TimeSpan now)
    {
        lock (_gate)
        {
            _handled.Prune(now);
            if (_handled.Contains(message.Key) || (message.Key.IsKnown && !_waiting.Add(message.Key)))
            {
                _counts = _counts with { Duplicates = _counts.Duplicates + 1 };
                return false;
            }
            _counts = _counts with { Received = _counts.Received + 1 };

            // Without an id nobody could tell whether the predecessor handled it, so it is left to the predecessor.
            if (!_isLive && !message.Key.IsKnown)
            {
                _counts = _counts with { Overflowed = _counts.Overflowed + 1 };
                return false;
            }
            var queue = Queue(message.Channel);
            queue.Add(message, now);
            _total++;
            if (!_isLive) Expire(queue, now - limits.StandbyWindow);
            Shrink(queue);
            return _isLive && Claim(queue);
        }
    }

    /// <summary>Takes the next message of a channel out, which counts as handled from now on. False ends the pump.</summary>
    public bool TryStart(string channel, TimeSpan now, out ChatMessage? message)
    {
        lock (_gate)
        {
            var queue = Queue(channel);
            if (!_isLive || !queue.TryTake(out message))
            {
                queue.IsPumped = false;
                message = null;
                return false;
            }
            Taken(message!);
            _handled.Add(message!.Key, now);
            _counts = _counts with { Started = _counts.Started + 1 };
            _inHand++;
            return true;
        }
    }

    /// <summary>Says that the handlers of a started message have ended.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            if (--_inHand == 0) _idle?.TrySetResult();
        }
    }

    /// <summary>Goes live.</summary>
    /// <param name="handover">What the predecessor left; null where there is none: then only what was handled here is left out.</param>
    /// <param name="read">Reads the raw line of a message that waited at the predecessor.</param>
    /// <param name="now">The monotonic time.</param>
    /// <returns>The channels that need a pump.</returns>
    public IReadOnlyList<string> Activate(InboxHandover? handover, Func<string, ChatMessage?> read, TimeSpan now)
    {
        lock (_gate)
        {
            _handled.Prune(now);
            foreach (var queue in _channels.Values) Expire(queue, now - limits.StandbyWindow);
            if (handover is not null) Merge(handover, read, now);
            _isLive = true;
            return [.. _channels.Where(entry => entry.Value.Count > 0 && Claim(entry.Value)).Select(entry => entry.Key)];
        }
    }

    /// <summary>Goes to standby at once: no handler starts any more. The task ends when those in hand have ended.</summary>
    public Task Deactivate()
    {
        lock (_gate)
        {
            _isLive = false;
            if (_inHand == 0) return Task.CompletedTask;
            if (_idle is null or { Task.IsCompleted: true }) _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <summary>What the successor must know.</summary>
    public InboxHandover Export(TimeSpan now)
    {
        lock (_gate)
        {
            _handled.Prune(now);
            var waiting = new List<string>();
            var bytes = 0;

            // From the oldest on: the newest are those that the successor certainly received itself.
            foreach (var (message, _) in _channels.Values.SelectMany(queue => queue.Entries).OrderBy(entry => entry.Arrived))
            {
                bytes += Encoding.UTF8.GetByteCount(message.Line);
                if (bytes > limits.WaitingBytes) break;
                waiting.Add(message.Line);
            }
            var uuids = _handled.Keys.Where(key => key.Text is null);
            var texts = _handled.Keys.Where(key => key.Text is not null).TakeLast(limits.HandledTexts);
            return new InboxHandover([.. uuids, .. texts], _handled.Reach(now), waiting);
        }
    }

    private void Merge(InboxHandover handover, Func<string, ChatMessage?> read, TimeSpan now)
    {
        foreach (var key in handover.Handled) _handled.Add(key, now);
        foreach (var queue in _channels.Values)
            queue.RemoveWhere(message => _handled.Contains(message.Key), message =>
            {
                Taken(message);
                _counts = _counts with { Duplicates = _counts.Duplicates + 1 };
            });

        // Where the predecessor's memory was cut short, older messages are taken for handled: what still waited there comes by name.
        if (handover.Reach < limits.StandbyWindow)
            foreach (var queue in _channels.Values) Expire(queue, now - handover.Reach);

        foreach (var group in handover.Waiting.Select(read).OfType<ChatMessage>().Where(IsNew).GroupBy(message => message.Channel))
        {
            var messages = group.ToArray();
            var queue = Queue(group.Key);
            queue.AddFirst(messages, now);
            _total += messages.Length;
            _counts = _counts with { Received = _counts.Received + messages.Length };
            Shrink(queue);
        }
    }

    private bool IsNew(ChatMessage message) => message.Key.IsKnown && !_handled.Contains(message.Key) && _waiting.Add(message.Key);

    private void Expire(ChannelQueue queue, TimeSpan moment)
    {
        while (queue.TryTakeOlder(moment, out var message))
        {
            Taken(message!);
            _counts = _counts with { Expired = _counts.Expired + 1 };
        }
    }

    private void Shrink(ChannelQueue queue)
    {
        while (queue.Count > limits.PerChannel) DropOldest(queue);

        // The longest queue pays, so a quiet channel never pays for a loud one.
        while (_total > limits.Total) DropOldest(_channels.Values.MaxBy(candidate => candidate.Count)!);
    }

    private void DropOldest(ChannelQueue queue)
    {
        queue.TryTake(out var message);
        Taken(message!);
        _counts = _counts with { Overflowed = _counts.Overflowed + 1 };
    }

    private void Taken(ChatMessage message)
    {
        _waiting.Remove(message.Key);
        _total--;
    }

    private static bool Claim(ChannelQueue queue)
    {
        if (queue.IsPumped) return false;
        return queue.IsPumped = true;
    }

    private ChannelQueue Queue(string channel)
    {
        if (!_channels.TryGetValue(channel, out var queue)) _channels[channel] = queue = new ChannelQueue();
        return queue;
    }
}

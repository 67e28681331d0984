using System.Runtime.CompilerServices;
using System.Text;
using Fleet.Admiral.Links;
using Fleet.Planning.Liveness;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Routing;

/// <summary>
/// Where the frames of one slot go. A handover is three steps here: <see cref="Hold(WorkerLink, TimeSpan)"/> tells the old worker to stop and keeps what comes after;
/// <see cref="Point"/> sends what was kept to the new one and then everything else.
/// </summary>
/// <remarks>
/// The lock is the handover's correctness. A sender that looked up the old worker just before the turn could otherwise queue its frame behind the order to
/// stop, and the frame would reach a worker that no longer acts. Under the lock a frame is either before the order, or held. It is held for one copy
/// into a queue, never while anything waits.
/// </remarks>
internal sealed class SlotRoute(SlotName slot, RouteLimits limits, TimeProvider time)
{
    // Longer than any header's fixed part; names are bounded.
    private const int HeaderLength = MessageHeader.LongestHeader;

    private readonly Lock _lock = new();
    private readonly List<HeldFrame> _held = [];
    private readonly SlotTally _tally = new();
    private int _heldBytes;
    private bool _holding;
    private bool _superseded;
    private WorkerLink? _link;
    private long _gap;

    public SlotName Slot { get; } = slot;

    /// <summary>The slot's name in UTF-8.</summary>
    public byte[] SlotUtf8 { get; } = Encoding.UTF8.GetBytes(slot.ToString());

    /// <summary>The link of the worker that frames go to; null where there is none.</summary>
    public WorkerLink? Link
    {
        get
        {
            lock (_lock) return _link;
        }
    }

    /// <summary>When drops are told.</summary>
    public DropWords Words { get; } = new(time);

    /// <summary>How many events were dropped, for whatever reason.</summary>
    public long EventsDropped
    {
        get
        {
            lock (_lock) return _tally.EventsDropped;
        }
    }

    /// <summary>Whether what is sent now reaches a worker, or waits for one.</summary>
    public bool IsServed
    {
        get
        {
            lock (_lock) return _link is not null || _holding;
        }
    }

    /// <summary>Sends or holds an event.</summary>
    public RouteStatus Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> from, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload)
    {
        WorkerLink link;
        lock (_lock)
        {
            if (_superseded) return RouteStatus.Moved;
            if (_holding)
            {
                var held = TryHold_NeedsLock(new HeldFrame(null, from.ToArray(), name.ToArray(), 0, time.GetTimestamp(), payload.ToArray()));
                _tally.CountEvent(held);
                if (held == RouteStatus.Full) _gap++;
                return held;
            }

            if (_link is null)
            {
                _tally.CountEvent(RouteStatus.Unavailable);
                return RouteStatus.Unavailable;
            }

            link = _link;
            var status = Read(link.Connection.TrySend(header, payload));
            _tally.CountEvent(status);
            if (status == RouteStatus.Full) _gap++;
            if (status != RouteStatus.Sent) return status;
            if (_gap > 0) TellGap_NeedsLock(link);
        }

        link.Connection.Flush();
        return RouteStatus.Sent;
    }

    /// <summary>Sends or holds a command.</summary>
    public RouteStatus Send(Asker asker, ReadOnlySpan<byte> from, ReadOnlySpan<byte> name, int timeoutMilliseconds, ReadOnlySpan<byte> payload)
    {
        WorkerLink link;
        lock (_lock)
        {
            if (_superseded) return RouteStatus.Moved;
            if (_holding)
            {
                var held = TryHold_NeedsLock(new HeldFrame(asker, from.ToArray(), name.ToArray(), timeoutMilliseconds, time.GetTimestamp(), payload.ToArray()));
                _tally.CountCommand(held);
                return held;
            }

            if (_link is null)
            {
                _tally.CountCommand(RouteStatus.Unavailable);
                return RouteStatus.Unavailable;
            }

            link = _link;
            var status = SendCommand(link, asker, from, name, timeoutMilliseconds, payload);
            _tally.CountCommand(status);
            if (status != RouteStatus.Sent) return status;
        }

        link.Connection.Flush();
        return RouteStatus.Sent;
    }

    /// <summary>Begins to hold frames, and tells the worker that had them to stop acting: all frames before the order are its own.</summary>
    public void Hold(WorkerLink old, TimeSpan deadline)
    {
        Span<byte> header = stackalloc byte[16];
        var length = new Deactivate((int)deadline.TotalMilliseconds).Write(header);
        lock (_lock)
        {
            _holding = true;
            _ = old.Connection.TrySend(header[..length], default, SendLane.Control);
        }

        old.Connection.Flush();
    }

    /// <summary>Begins to hold frames for a worker that is to come.</summary>
    public void Hold()
    {
        lock (_lock) _holding = true;
    }

    /// <summary>Ends this route: frames from here on belong to another one. The worker that had them is told to stop acting.</summary>
    /// <returns>What was held here, where the worker to come never came: nobody gets it. A frame may have been for a shard or channel that is elsewhere now.</returns>
    public IReadOnlyList<HeldFrame> Supersede(TimeSpan deadline)
    {
        Span<byte> header = stackalloc byte[16];
        var length = new Deactivate((int)deadline.TotalMilliseconds).Write(header);
        WorkerLink? old;
        HeldFrame[] left;
        lock (_lock)
        {
            _superseded = true;
            old = _link;
            if (old is not null) _ = old.Connection.TrySend(header[..length], default, SendLane.Control);
            left = [.. _held];
            _held.Clear();
            _heldBytes = 0;
            foreach (var frame in left)
            {
                if (frame.Asker is null) _tally.CountEvent(RouteStatus.Unavailable);
                else _tally.CountCommand(RouteStatus.Unavailable);
            }
        }

        old?.Connection.Flush();
        return left;
    }

    /// <summary>Ends this route without another one: who has looked it up just before looks again, and finds none.</summary>
    public void Close()
    {
        lock (_lock) _superseded = true;
    }

    /// <summary>Takes over what was counted for the slot by a route that has ended, and the telling of what that had not told.</summary>
    public void Continue(SlotRoute ended)
    {
        SlotRoutingStats figures;
        long gap;
        lock (ended._lock)
        {
            figures = ended._tally.Read(Slot.ToString());
            gap = ended._gap;
        }

        lock (_lock)
        {
            _tally.Add(figures);
            _gap += gap;
        }
    }

    /// <summary>What became of the slot's frames.</summary>
    /// <param name="hasLosses">Whether any was dropped or refused.</param>
    public SlotRoutingStats ReadTally(out bool hasLosses)
    {
        lock (_lock)
        {
            hasLosses = _tally.HasLosses;
            return _tally.Read(Slot.ToString());
        }
    }

    /// <summary>Turns the slot's frames to a worker, those held first; or to nobody.</summary>
    /// <returns>The held frames that could not be sent, each with the reason.</returns>
    public IReadOnlyList<(HeldFrame Frame, RouteStatus Status)> Point(WorkerLink? link)
    {
        List<(HeldFrame, RouteStatus)> failed = [];
        lock (_lock)
        {
            foreach (var frame in _held)
            {
                var status = link is null ? RouteStatus.Unavailable : Release(link, frame);
                if (frame.Asker is null) _tally.CountEvent(status);
                else _tally.CountCommand(status);
                if (status == RouteStatus.Sent) continue;
                failed.Add((frame, status));
                if (frame.Asker is null && status == RouteStatus.Full) _gap++;
            }

            if (link is not null && _gap > 0) TellGap_NeedsLock(link);

            _held.Clear();
            _heldBytes = 0;
            _holding = false;
            _link = link;
        }

        link?.Connection.Flush();
        return failed;
    }

    private RouteStatus TryHold_NeedsLock(HeldFrame frame)
    {
        if (_heldBytes + frame.Size > limits.HeldBytes) return RouteStatus.Full;
        _held.Add(frame);
        _heldBytes += frame.Size;
        return RouteStatus.Held;
    }

    private RouteStatus Release(WorkerLink link, HeldFrame frame)
    {
        if (frame.Asker is not { } asker)
        {
            Span<byte> header = stackalloc byte[HeaderLength];
            var length = EventDelivery.Write(header, frame.From, frame.Name);
            return Read(link.Connection.TrySend(header[..length], frame.Payload));
        }

        var left = frame.TimeoutMilliseconds - (int)time.GetElapsedTime(frame.HeldSince).TotalMilliseconds;
        return left <= 0 ? RouteStatus.Unavailable : SendCommand(link, asker, frame.From, frame.Name, left, frame.Payload);
    }

    [SkipLocalsInit]
    private RouteStatus SendCommand(WorkerLink link, Asker asker, ReadOnlySpan<byte> from, ReadOnlySpan<byte> name, int timeoutMilliseconds, ReadOnlySpan<byte> payload)
    {
        // It would wait there until its deadline, and nobody could tell then whether it had been executed.
        if (link.Pace != WorkerPace.Keeping) return RouteStatus.Behind;
        var expiresAt = time.GetTimestamp() + (long)((timeoutMilliseconds / 1000d + limits.ExpiryGrace.TotalSeconds) * time.TimestampFrequency);
        switch (link.InFlight.TryAdd(asker, expiresAt, out var correlation))
        {
            case InFlightStatus.Full: return RouteStatus.Full;
            case InFlightStatus.Closed: return RouteStatus.Unavailable;
            case InFlightStatus.Added: break;
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        var length = CommandDelivery.Write(header, correlation, from, name, timeoutMilliseconds);
        var status = Read(link.Connection.TrySend(header[..length], payload));
        if (status != RouteStatus.Sent) link.InFlight.TryTake(correlation, out _);
        return status;
    }

    private void TellGap_NeedsLock(WorkerLink link)
    {
        Span<byte> notice = stackalloc byte[16];
        var length = new GapNotice(_gap).Write(notice);
        if (link.Connection.TrySend(notice[..length], default, SendLane.Control) is SendStatus.Queued or SendStatus.Stalled) _gap = 0;
    }

    /// <summary>What became of a frame, by what its link said.</summary>
    public static RouteStatus Read(SendStatus status) => status switch
    {
        SendStatus.Queued or SendStatus.Stalled => RouteStatus.Sent,
        SendStatus.Full => RouteStatus.Full,
        SendStatus.TooLarge => RouteStatus.TooLarge,
        SendStatus.Closed => RouteStatus.Unavailable,
    };
}

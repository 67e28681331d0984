using System.Buffers;
using System.Collections.Concurrent;
using Fleet.Admiral.Routing;
using Fleet.Planning.Events;
using Fleet.Planning.Supervision;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Links;

/// <summary>
/// Who is linked. Admits workers by their token and their process, and turns what they say of their own life into signals for the loop.
/// </summary>
internal sealed partial class LinkDesk(ILinkEvents events, TimeProvider time, ILogger<LinkDesk> log)
{
    // A link ends with its process, at once when somebody reads it. A child of the worker may hold it open for ever.
    private static readonly TimeSpan LastWordPatience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<WorkerName, ExpectedWorker> _expected = [];
    private readonly ConcurrentDictionary<WorkerName, WorkerLink> _links = new();
    private readonly ConcurrentDictionary<WorkerName, byte[]> _states = new();
    private readonly HashSet<WorkerLink> _halfOpen = [];

    /// <summary>Where messages go.</summary>
    public required MessageRouter Router { get; init; }

    /// <summary>The links of workers that have joined.</summary>
    public ICollection<WorkerLink> Links => _links.Values;

    /// <summary>A worker is about to be launched.</summary>
    public void Expect(WorkerName worker, TokenHash token, Welcome welcome)
    {
        lock (_lock) _expected[worker] = new ExpectedWorker(token, welcome);
    }

    /// <summary>The worker's process runs.</summary>
    public void Launched(WorkerName worker, int pid)
    {
        lock (_lock)
        {
            if (!_expected.TryGetValue(worker, out var expected)) return;
            expected.Pid = pid;
            if (expected.Waiting is not { } waiting) return;
            _expected.Remove(worker);
            if (!IsProcess(waiting, pid))
            {
                Refuse_NeedsLock(waiting, $"{worker} joined from another process than the one that was launched");
                return;
            }

            Admit_NeedsLock(waiting, worker, expected.Welcome);
        }
    }

    /// <summary>The worker's process is gone. The state that it left stays: its successor may still be waiting for it.</summary>
    public void Forget(WorkerName worker)
    {
        lock (_lock) _expected.Remove(worker);
        if (_links.TryRemove(worker, out var link)) link.Connection.Close(DisconnectReason.ClosedLocally);
    }

    /// <summary>Waits until all is read that a worker said whose process is gone.</summary>
    public Task HeardAllAsync(WorkerName worker) =>
        Find(worker) is { } link ? Task.WhenAny(link.Connection.Completion, Task.Delay(LastWordPatience, time)) : Task.CompletedTask;

    /// <summary>The link of a worker that has joined.</summary>
    public WorkerLink? Find(WorkerName worker) => _links.GetValueOrDefault(worker);

    /// <summary>The handover state that a worker left; empty where it left none.</summary>
    public byte[] StateOf(WorkerName? worker) => worker is { } name && _states.TryGetValue(name, out var state) ? state : [];

    /// <summary>The handover states that workers left, one after the other; see <see cref="Activate"/>.</summary>
    public byte[] StatesOf(IReadOnlyList<WorkerName> workers) =>
        workers.Count == 1 ? StateOf(workers[0]) : [.. workers.SelectMany(worker => StateOf(worker))];

    /// <summary>Drops the states that workers of other slots left.</summary>
    /// <param name="keeps">Whether a slot is there still.</param>
    public void KeepStates(Func<SlotName, bool> keeps)
    {
        foreach (var worker in _states.Keys)
            if (!keeps(worker.Slot)) _states.TryRemove(worker, out _);
    }

    /// <summary>A handover of the slot is over: nobody will ask for what was left any more.</summary>
    public void DropStates(SlotName slot)
    {
        foreach (var worker in _states.Keys)
            if (worker.Slot == slot) _states.TryRemove(worker, out _);
    }

    /// <summary>A connection was accepted; it has to prove itself soon.</summary>
    public void Opened(WorkerLink link)
    {
        lock (_lock) _halfOpen.Add(link);
    }

    /// <summary>The number of connections that have not proved themselves yet.</summary>
    public int HalfOpen
    {
        get
        {
            lock (_lock) return _halfOpen.Count;
        }
    }

    /// <summary>A connection did not prove itself in time.</summary>
    public void Overdue(WorkerLink link)
    {
        lock (_lock)
        {
            if (!_halfOpen.Contains(link)) return;
            Leave_NeedsLock(link);
        }

        LogRefused(log, "nothing that proves a worker came in time");
        link.Connection.Close(DisconnectReason.HandshakeTimedOut);
    }

    internal void Greet(WorkerLink link, Hello hello)
    {
        lock (_lock)
        {
            if (hello.Version != ProtocolVersion.Current)
            {
                Refuse_NeedsLock(link, $"{hello.Worker} speaks version {hello.Version} of the protocol, this Admiral {ProtocolVersion.Current}; both must come from one installation");
                return;
            }

            if (!_expected.TryGetValue(hello.Worker, out var expected) || !expected.Token.Matches(hello.Token) || expected.Waiting is not null)
            {
                Refuse_NeedsLock(link, $"its token is not the one of {hello.Worker}, or was used before");
                return;
            }

            if (expected.Pid == 0)
            {
                expected.Waiting = link;
                return;
            }

            _expected.Remove(hello.Worker);
            if (!IsProcess(link, expected.Pid))
            {
                Refuse_NeedsLock(link, $"{hello.Worker} joined from another process than the one that was launched");
                return;
            }

            Admit_NeedsLock(link, hello.Worker, expected.Welcome);
        }
    }

    internal void Beat(WorkerLink link) => link.LastBeat = time.GetTimestamp();

    internal void Signal(WorkerLink link, MessageKind kind)
    {
        if (kind == MessageKind.Ready) link.IsReady = true;
        switch (kind)
        {
            case MessageKind.Ready: events.Post(new WorkerSignalled(link.Name, WorkerSignal.Ready)); break;
            case MessageKind.Activated: events.Post(new WorkerSignalled(link.Name, WorkerSignal.Activated)); break;
            case MessageKind.Goodbye: events.SaidGoodbye(link.Name); break;
        }
    }

    internal void Drained(WorkerLink link, Drained drained)
    {
        _states[link.Name] = drained.State.ToArray();
        events.Post(new WorkerSignalled(link.Name, WorkerSignal.Drained));
    }

    internal void Faulted(WorkerLink link, Fault fault) => events.Faulted(link.Name, fault);

    internal void Logged(WorkerLink link, LogLine line) => events.Logged(link.Name, line);

    internal void Stats(WorkerLink link, StatsAnswer answer) => events.Stats(link.Name, answer.Collection, answer.Stats);

    internal void Closed(WorkerLink link, DisconnectReason reason)
    {
        // Asked under the lock that admits: a launch that returns just now finds the link gone, or the link's end finds it joined. Never neither.
        lock (_lock)
        {
            Leave_NeedsLock(link);
            if (!link.Joined) return;
        }

        Router.Lose(link);
        if (_links.TryRemove(new KeyValuePair<WorkerName, WorkerLink>(link.Name, link))) events.LinkLost(link.Name, reason, link.Connection.Failure);
    }

    private static bool IsProcess(WorkerLink link, int pid) =>
        link.Peer is not { } peer || (peer.ProcessId == pid && peer.UserId == UnixOwner.Mine);

    // A link that ends while it waits has used its token up, and is not to be admitted when its launch returns.
    private void Leave_NeedsLock(WorkerLink link)
    {
        _halfOpen.Remove(link);
        foreach (var (worker, expected) in _expected)
        {
            if (expected.Waiting != link) continue;
            _expected.Remove(worker);
            return;
        }
    }

    private void Admit_NeedsLock(WorkerLink link, WorkerName worker, Welcome welcome)
    {
        _halfOpen.Remove(link);
        link.Join(worker);
        link.LastBeat = time.GetTimestamp();
        link.Connection.EndHandshake();
        _links[worker] = link;
        // Told before the worker can answer: where another thread than the link's reader admits it, its word that it is ready could overtake this one and be lost.
        events.Post(new WorkerSignalled(worker, WorkerSignal.Joined));
        var payload = new ArrayBufferWriter<byte>(1024);
        welcome.WritePayload(payload);
        Span<byte> header = stackalloc byte[8];
        var length = Welcome.WriteHeader(header);
        if (link.Connection.TrySend(header[..length], payload.WrittenSpan, SendLane.Control) == SendStatus.TooLarge) LogWelcomeTooLarge(log, worker.ToString(), payload.WrittenCount);
        link.Connection.Flush();
    }

    private void Refuse_NeedsLock(WorkerLink link, string why)
    {
        Leave_NeedsLock(link);
        LogRefused(log, why);
        link.Connection.Close(DisconnectReason.HandshakeRefused);
    }

    [LoggerMessage(1201, LogLevel.Warning, "A connection to the worker socket was refused: {Why}.")]
    private static partial void LogRefused(ILogger logger, string why);

    [LoggerMessage(1202, LogLevel.Error, "The settings and channels of {Worker} take {Length} bytes and do not fit into one frame: raise ipc.maxMessage.")]
    private static partial void LogWelcomeTooLarge(ILogger logger, string worker, int length);
}

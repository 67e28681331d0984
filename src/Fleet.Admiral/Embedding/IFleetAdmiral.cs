namespace Fleet.Admiral.Embedding;

/// <summary>
/// The Admiral that runs in this program (<see cref="FleetAdmiralExtensions"/>), for the program's own code: it hears what happens in the fleet, gives orders, and speaks with the bots
/// in the Admiral's name.
/// </summary>
/// <remarks>
/// Handlers may be registered before the fleet runs, and then miss nothing. Each has a bounded queue and is called for one thing after the other, beginning on a thread that is its own: one
/// that is slow, throws or never returns costs nobody but itself. What does not fit into its queue is dropped and counted. Everything else asks for a fleet that runs.
/// </remarks>
public interface IFleetAdmiral
{
    /// <summary>Orders to the fleet: restart, stop, start, reshard, add and remove services. The same as a bot's <see cref="IFleetIpc.Fleet"/>.</summary>
    IFleetOrders Orders { get; }

    /// <summary>Ends when the fleet has stopped, by whatever order; with the failure where the Admiral itself failed.</summary>
    Task Completion { get; }

    /// <summary>How many notices, events and commands did not fit into the queue of a handler, since the program started.</summary>
    long Dropped { get; }

    /// <summary>How often a handler of notices or events has thrown, since the program started.</summary>
    long Failed { get; }

    /// <summary>Waits until every slot of the start serves or is in quarantine.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The fleet has stopped before.</exception>
    Task<FleetReady> WaitUntilReadyAsync(CancellationToken cancellationToken = default);

    /// <summary>All slots of the fleet, with the worker of each. Never waits.</summary>
    IReadOnlyList<WorkerSummary> GetWorkers();

    /// <summary>The stats of the last collection; empty before the first.</summary>
    FleetStats GetStats();

    /// <summary>Collects stats from every worker now. Workers that do not answer in time are named in <see cref="FleetStats.Missing"/>.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<FleetStats> CollectStatsAsync(CancellationToken cancellationToken = default);

    /// <summary>Calls a handler for each notice of one kind, or of every kind for <see cref="FleetNotice"/>. Only the Admiral makes notices: no message of a bot can pass for one.</summary>
    /// <param name="handler">What to do; its token ends when the program stops.</param>
    /// <returns>Ends the registration when disposed.</returns>
    IDisposable OnNotice<TNotice>(Func<TNotice, CancellationToken, Task> handler)
        where TNotice : FleetNotice;

    /// <summary>Calls a handler for each event of this name that a bot sends to <see cref="Target.Admiral"/>.</summary>
    /// <param name="eventName">The event's name; 1 to 200 bytes, not beginning with <c>fleet.</c>.</param>
    /// <param name="handler">What to do.</param>
    /// <returns>Ends the registration when disposed.</returns>
    IDisposable On<T>(string eventName, Func<T, EventContext, Task> handler);

    /// <summary>Answers commands that bots send to <see cref="Target.Admiral"/>. They begin in the order in which they came and go on side by side from their first await; 1,024 may wait to begin, and more are refused as busy.</summary>
    /// <param name="handler">What to do; an exception of it reaches the caller as <see cref="CommandError.Faulted"/>.</param>
    /// <param name="name">The command's name, not beginning with <c>fleet.</c>; null for the type's simple name.</param>
    /// <returns>Ends the registration when disposed.</returns>
    /// <exception cref="InvalidOperationException">There is a handler of this name already.</exception>
    IDisposable Handle<TCommand, TReply>(Func<TCommand, CommandContext, Task<TReply>> handler, string? name = null);

    /// <summary>Sends an event to bots: at most once to each active worker of the target, and exactly once across a planned restart. Never waits.</summary>
    /// <param name="target">Whom to.</param>
    /// <param name="eventName">The event's name; 1 to 200 bytes, not beginning with <c>fleet.</c>.</param>
    /// <param name="message">The message.</param>
    /// <exception cref="SendException">It is too large, or the fleet does not run.</exception>
    void Send<T>(Target target, string eventName, T message);

    /// <summary>Sends a command to one bot or service and waits for the one answer.</summary>
    /// <param name="target">Whom to; not a group.</param>
    /// <param name="command">The command.</param>
    /// <param name="options">How; null for the type's simple name and <c>ipc.timeout</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandException">Anything but a value; <see cref="CommandException.Execution"/> says whether the command may have been executed.</exception>
    Task<TReply> CommandAsync<TReply>(Target target, object command, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Sends a command to every worker of a group and yields one outcome per worker, as they come; a silent one yields <see cref="CommandError.TimedOut"/> at the deadline.</summary>
    /// <param name="target">The group.</param>
    /// <param name="command">The command.</param>
    /// <param name="options">How; null for the type's simple name and <c>ipc.timeout</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    IAsyncEnumerable<CommandOutcome<TReply>> CommandAllAsync<TReply>(Target target, object command, CommandOptions? options = null, CancellationToken cancellationToken = default);
}

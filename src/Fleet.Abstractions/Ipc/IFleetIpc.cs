namespace Fleet;

/// <summary>
/// How workers speak with one another. Messages are plain records or classes of the author, mapped by member name; sender and receiver need not share an assembly.
/// </summary>
/// <remarks>
/// Handlers start in the order in which one sender sent; a handler that awaits does not hold up the next. Handlers run until their first await on the
/// worker's dispatcher, which goes on without a handler that blocks it. Registrations of handlers end with the worker, or when disposed.
/// </remarks>
public interface IFleetIpc
{
    /// <summary>Calls <paramref name="handler"/> for each event of this name that is sent to this worker. Several handlers may be registered for one name.</summary>
    /// <param name="eventName">The event's name; 1 to 200 characters. Names that begin with <c>fleet.</c> are Fleet's own.</param>
    /// <param name="handler">What to do; an exception of it is logged.</param>
    IDisposable On<T>(string eventName, Func<T, EventContext, Task> handler);

    /// <summary>Answers commands of type <typeparamref name="TCommand"/>, by the type's simple name.</summary>
    /// <param name="handler">What to do; an exception of it reaches the caller as <see cref="CommandError.Faulted"/>.</param>
    /// <exception cref="InvalidOperationException">There is a handler of this name already.</exception>
    IDisposable Handle<TCommand, TReply>(Func<TCommand, CommandContext, Task<TReply>> handler);

    /// <summary>Answers commands of the given name.</summary>
    /// <param name="commandName">The command's name; 1 to 200 characters. Names that begin with <c>fleet.</c> are Fleet's own.</param>
    /// <param name="handler">What to do; an exception of it reaches the caller as <see cref="CommandError.Faulted"/>.</param>
    /// <exception cref="InvalidOperationException">There is a handler of this name already.</exception>
    IDisposable Handle<TCommand, TReply>(string commandName, Func<TCommand, CommandContext, Task<TReply>> handler);

    /// <summary>Sends an event: at most once to each active worker of the target, and exactly once across a planned restart.</summary>
    /// <returns>A task that ends when the event is on its way; it waits where the link is full.</returns>
    /// <exception cref="ArgumentException">The name begins with <c>fleet.</c>: such events are the Admiral's.</exception>
    /// <exception cref="SendException">The event is too large, the link stayed full, or the worker has no link to its Admiral.</exception>
    ValueTask SendAsync<T>(Target target, string eventName, T message, CancellationToken cancellationToken = default);

    /// <summary>Sends a command by its type's simple name and waits for the one answer; at most 10 s unless configured otherwise.</summary>
    /// <exception cref="CommandException">Anything but a value; <see cref="CommandException.Execution"/> says whether the command may have been executed.</exception>
    Task<TReply> CommandAsync<TReply>(Target target, object command, CancellationToken cancellationToken = default);

    /// <summary>Sends a command and waits for the one answer.</summary>
    /// <exception cref="CommandException">Anything but a value; <see cref="CommandException.Execution"/> says whether the command may have been executed.</exception>
    Task<TReply> CommandAsync<TReply>(Target target, object command, CommandOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a command to every worker of a group and yields one outcome per worker, as they come; a worker that stays silent yields
    /// <see cref="CommandError.TimedOut"/> at the deadline.
    /// </summary>
    IAsyncEnumerable<CommandOutcome<TReply>> CommandAllAsync<TReply>(Target target, object command, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The stats of the last collection.</summary>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<FleetStats> GetStatsAsync(CancellationToken cancellationToken = default);

    /// <summary>Collects stats from every worker now. Workers that do not answer in time are named in <see cref="FleetStats.Missing"/>.</summary>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<FleetStats> CollectStatsAsync(CancellationToken cancellationToken = default);

    /// <summary>All slots of the fleet, with the worker of each.</summary>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<IReadOnlyList<WorkerSummary>> GetWorkersAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks for entities that clusters know, such as users or guilds. Only those are asked who can know (<see cref="EntityShards"/>, <see cref="FetchOptions"/>); where that is every
    /// cluster, all are asked at once and the first that knows an entity wins.
    /// </summary>
    /// <param name="kind">The kind, of <see cref="EntityKinds"/> or the bot's own; 1 to 200 characters.</param>
    /// <param name="ids">The ids; at most 1000, each of 1 to 200 characters.</param>
    /// <param name="options">Who is asked, and for how long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of each id. Who does not answer is told there and not by an exception.</returns>
    Task<IReadOnlyDictionary<string, FetchResult<T>>> FetchManyAsync<T>(string kind, IReadOnlyCollection<string> ids, FetchOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Evaluates C# in another worker, as a script: <c>Bot</c> is its worker object, <c>Ipc</c> its messages, <c>Cancellation</c> ends when the caller no longer waits; the value of the last
    /// expression comes back. Off unless <c>eval.allow</c> of the configuration names the caller: whoever may do this can do everything that the bot can.
    /// </summary>
    /// <param name="target">One worker: a cluster, a service, or the owner of a shard or channel.</param>
    /// <param name="code">The code.</param>
    /// <param name="options">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait, not the evaluation.</param>
    /// <exception cref="CommandException">
    /// There is no value: <see cref="CommandError.Refused"/> where the caller may not; <see cref="CommandError.BadCommand"/>, with the compiler's words, where the code does not compile;
    /// <see cref="CommandError.Faulted"/> where it threw; and all else that can become of a command.
    /// </exception>
    Task<T> EvalAsync<T>(Target target, string code, EvalOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Evaluates C# in every worker of a group and yields one outcome per worker, as they come. See <see cref="EvalAsync"/>.</summary>
    /// <param name="target">All clusters, all services, or everyone.</param>
    /// <param name="code">The code.</param>
    /// <param name="options">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait, not the evaluations.</param>
    IAsyncEnumerable<CommandOutcome<T>> EvalAllAsync<T>(Target target, string code, EvalOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The values that every worker sees and that outlive workers.</summary>
    IFleetStore Store { get; }

    /// <summary>Orders to the fleet: restart, stop, start, reshard, add a service.</summary>
    IFleetOrders Fleet { get; }

    /// <summary>Rate limits that all workers of the fleet share.</summary>
    IFleetBudgets Budgets { get; }

    /// <summary>
    /// Waits until a shard may identify at the platform: among all shards of its group (its number modulo <c>identify.concurrency</c>) in the whole fleet, one does each
    /// <c>identify.every</c>. Call it right before each identify, those of reconnects included; a session that is resumed needs none. Ends at once where
    /// <c>identify.concurrency</c> is <c>off</c>, which is the default.
    /// </summary>
    /// <param name="shard">The shard; from 0.</param>
    /// <param name="cancellationToken">Ends the wait, which has no other limit: the token of <c>StartAsync</c> ends at <c>start.timeout</c> and <c>start.perShard</c> for each shard.</param>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task IdentifyAsync(int shard, CancellationToken cancellationToken = default);
}

using System.Runtime.CompilerServices;
using Fleet.Protocol.Budgets;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.Worker.Budgets;
using Fleet.Worker.Evaluation;
using Fleet.Worker.Fetching;
using Fleet.Worker.Orders;
using Fleet.Worker.Storage;

namespace Fleet.Worker.Messaging;

/// <summary>What the bot speaks with the others through.</summary>
internal sealed class WorkerIpc(
    IAdmiralLink link,
    IPayloadSerializer serializer,
    EventSubscriptions events,
    CommandHandlers commands,
    OutgoingCalls calls,
    TimeProvider time) : IFleetIpc
{
    private readonly NameCache _eventNames = new(NameRules.OwnUtf8);
    private readonly FleetStore _store = new(calls, serializer, events);

    /// <summary>How long a command waits if its caller says nothing.</summary>
    public TimeSpan CommandTimeout
    {
        get => _store.Timeout;
        set => _store.Timeout = value;
    }

    /// <summary>How entities are fetched.</summary>
    public WorkerFetches Fetches { get; } = new(calls, serializer, time);

    /// <summary>How code is evaluated elsewhere.</summary>
    public WorkerEvals Evaluations { get; } = new(calls);

    public IFleetStore Store => _store;

    public IFleetOrders Fleet => field ??= new WorkerOrders(calls);

    // Made when first asked for, because it reads the timeout of this object.
    public IFleetBudgets Budgets => field ??= new WorkerBudgets(calls, () => CommandTimeout, time);

    private IdentifyQueue Identify => field ??= new IdentifyQueue(Budgets, cancellationToken => AskAdmiralAsync<IdentifyTerms>(AdmiralCommandNames.Identify, cancellationToken), time);

    public IDisposable On<T>(string eventName, Func<T, EventContext, Task> handler)
    {
        NameRules.Utf8(eventName);
        ArgumentNullException.ThrowIfNull(handler);
        return events.Add(eventName, handler);
    }

    public IDisposable Handle<TCommand, TReply>(Func<TCommand, CommandContext, Task<TReply>> handler) =>
        Handle(typeof(TCommand).Name, handler);

    public IDisposable Handle<TCommand, TReply>(string commandName, Func<TCommand, CommandContext, Task<TReply>> handler)
    {
        NameRules.OwnUtf8(commandName);
        ArgumentNullException.ThrowIfNull(handler);
        return commands.Add(commandName, handler);
    }

    [SkipLocalsInit]
    public ValueTask SendAsync<T>(Target target, string eventName, T message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        NameRules.Check(target);
        var name = _eventNames.Utf8(eventName);
        var payload = PayloadBuffer.Rent();
        // By its own type, so that a message declared as a base class or as object is sent whole.
        if (message is null || message.GetType() == typeof(T)) serializer.Serialize(message, payload);
        else serializer.Serialize(message, message.GetType(), payload);
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = EventSend.Write(header, target, name);
        switch (link.TrySend(header[..length], payload.WrittenSpan))
        {
            case SendStatus.Queued:
                link.Flush();
                return ValueTask.CompletedTask;
            case SendStatus.Stalled:
                link.Flush();
                return WaitForRoomAsync(cancellationToken);
            case SendStatus.Full:
                return SendWhenRoomAsync(header[..length].ToArray(), payload.WrittenSpan.ToArray(), cancellationToken);
            case SendStatus.TooLarge:
                throw new SendException(SendError.TooLarge, $"The event of {payload.WrittenCount} bytes does not fit into one frame. Raise ipc.maxMessage, or send less.");
            default:
                throw Closed();
        }
    }

    public Task<TReply> CommandAsync<TReply>(Target target, object command, CancellationToken cancellationToken = default) =>
        CommandAsync<TReply>(target, command, DefaultOptions, cancellationToken);

    public Task<TReply> CommandAsync<TReply>(Target target, object command, CommandOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(options);
        if (target.IsGroup) throw new ArgumentException($"A command to {target} has many answers: use CommandAllAsync.", nameof(target));
        NameRules.Check(target);
        return calls.CallAsync<TReply>(target, command, options.Name ?? command.GetType().Name, TimeoutOf(options), cancellationToken);
    }

    public IAsyncEnumerable<CommandOutcome<TReply>> CommandAllAsync<TReply>(Target target, object command, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!target.IsGroup) throw new ArgumentException($"A command to {target} has one answer: use CommandAsync.", nameof(target));
        return calls.CallAllAsync<TReply>(target, command, options?.Name ?? command.GetType().Name, TimeoutOf(options ?? DefaultOptions), cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, FetchResult<T>>> FetchManyAsync<T>(string kind, IReadOnlyCollection<string> ids, FetchOptions? options = null, CancellationToken cancellationToken = default) =>
        Fetches.FetchAsync<T>(kind, ids, options ?? DefaultFetch, cancellationToken);

    public Task<T> EvalAsync<T>(Target target, string code, EvalOptions? options = null, CancellationToken cancellationToken = default) =>
        Evaluations.EvalAsync<T>(target, code, options, cancellationToken);

    public IAsyncEnumerable<CommandOutcome<T>> EvalAllAsync<T>(Target target, string code, EvalOptions? options = null, CancellationToken cancellationToken = default) =>
        Evaluations.EvalAllAsync<T>(target, code, options, cancellationToken);

    public Task<FleetStats> GetStatsAsync(CancellationToken cancellationToken = default) => AskAdmiralAsync<FleetStats>(AdmiralCommandNames.LastStats, cancellationToken);

    public Task<FleetStats> CollectStatsAsync(CancellationToken cancellationToken = default) => AskAdmiralAsync<FleetStats>(AdmiralCommandNames.CollectStats, cancellationToken);

    public async Task<IReadOnlyList<WorkerSummary>> GetWorkersAsync(CancellationToken cancellationToken = default) =>
        await AskAdmiralAsync<List<WorkerSummary>>(AdmiralCommandNames.Workers, cancellationToken);

    public Task IdentifyAsync(int shard, CancellationToken cancellationToken = default) => Identify.WaitAsync(shard, cancellationToken);

    private static CommandOptions DefaultOptions { get; } = new();

    private static FetchOptions DefaultFetch { get; } = new();

    private Task<TReply> AskAdmiralAsync<TReply>(string name, CancellationToken cancellationToken) =>
        calls.CallAsync<TReply>(Target.Admiral, AdmiralQuestion.Instance, name, CommandTimeout, cancellationToken);

    private TimeSpan TimeoutOf(CommandOptions options) => WaitRules.Of(options.Timeout, CommandTimeout, "A command", nameof(options));

    private async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        // Sent already; waiting is what keeps a fast sender from filling the link.
        _ = await link.WaitForRoomAsync(CommandTimeout, cancellationToken);
    }

    private async ValueTask SendWhenRoomAsync(byte[] header, byte[] payload, CancellationToken cancellationToken)
    {
        link.Flush();
        _ = await link.WaitForRoomAsync(CommandTimeout, cancellationToken);
        switch (link.TrySend(header, payload))
        {
            case SendStatus.Queued or SendStatus.Stalled:
                link.Flush();
                break;
            case SendStatus.Closed:
                throw Closed();
            default:
                throw new SendException(SendError.Busy, $"The link to the Admiral stayed full for up to {CommandTimeout.TotalSeconds:0.###} s; the event was not sent.");
        }
    }

    private static SendException Closed() => new(SendError.Closed, "The link to the Admiral is closed; the event was not sent.");

    /// <summary>The content of a question that is all in its name.</summary>
    private sealed record AdmiralQuestion
    {
        public static AdmiralQuestion Instance { get; } = new();
    }
}

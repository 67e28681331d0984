using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Fleet.TestKit.Ipc;

/// <summary>One worker's end of an <see cref="InMemoryFleet"/>.</summary>
public sealed class InMemoryIpc(InMemoryFleet fleet, WorkerName worker) : IFleetIpc
{
    private readonly ConcurrentDictionary<string, Func<JsonElement, CommandContext, Task<object?>>> _commands = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Event, Guid Id), Func<JsonElement, EventContext, Task>> _events = new();

    /// <summary>Events that this worker sent, by name.</summary>
    public ConcurrentQueue<(Target Target, string Event, object? Message)> Sent { get; } = new();

    public IFleetOrders Fleet => throw new NotSupportedException("No Admiral in memory.");

    public IFleetBudgets Budgets => throw new NotSupportedException("No Admiral in memory.");

    public Task IdentifyAsync(int shard, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public IDisposable On<T>(string eventName, Func<T, EventContext, Task> handler)
    {
        var key = (eventName, Guid.NewGuid());
        _events[key] = (message, context) => handler(message.Deserialize<T>()!, context);
        return new Registration(() => _events.TryRemove(key, out _));
    }

    public IDisposable Handle<TCommand, TReply>(Func<TCommand, CommandContext, Task<TReply>> handler) => Handle(typeof(TCommand).Name, handler);

    public IDisposable Handle<TCommand, TReply>(string commandName, Func<TCommand, CommandContext, Task<TReply>> handler)
    {
        if (!_commands.TryAdd(commandName, async (command, context) => await handler(command.Deserialize<TCommand>()!, context)))
            throw new InvalidOperationException($"There is a handler of {commandName} already.");
        return new Registration(() => _commands.TryRemove(commandName, out _));
    }

    public async ValueTask SendAsync<T>(Target target, string eventName, T message, CancellationToken cancellationToken = default)
    {
        Sent.Enqueue((target, eventName, message));
        var element = JsonSerializer.SerializeToElement(message);
        foreach (var member in fleet.Resolve(target))
            foreach (var (key, handler) in member._events)
                if (key.Event == eventName) await handler(element, new EventContext(worker, CancellationToken.None));
    }

    public Task<TReply> CommandAsync<TReply>(Target target, object command, CancellationToken cancellationToken = default) =>
        CommandAsync<TReply>(target, command, new CommandOptions(), cancellationToken);

    public async Task<TReply> CommandAsync<TReply>(Target target, object command, CommandOptions options, CancellationToken cancellationToken = default)
    {
        var member = fleet.Resolve(target).SingleOrDefault() ?? throw new CommandException(CommandError.NoSuchTarget, $"There is no {target}.");
        return await AskAsync<TReply>(member, command, options, cancellationToken);
    }

    public async IAsyncEnumerable<CommandOutcome<TReply>> CommandAllAsync<TReply>(
        Target target, object command, CommandOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var member in fleet.Resolve(target))
        {
            CommandOutcome<TReply> outcome;
            try
            {
                outcome = new CommandOutcome<TReply>(member.Worker.Slot, await AskAsync<TReply>(member, command, options ?? new CommandOptions(), cancellationToken), null);
            }
            catch (CommandException failure)
            {
                outcome = new CommandOutcome<TReply>(member.Worker.Slot, default, failure);
            }
            yield return outcome;
        }
    }

    public Task<IReadOnlyDictionary<string, FetchResult<T>>> FetchManyAsync<T>(string kind, IReadOnlyCollection<string> ids, FetchOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No runtime in memory that answers.");

    public Task<T> EvalAsync<T>(Target target, string code, EvalOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No runtime in memory that evaluates.");

    public IAsyncEnumerable<CommandOutcome<T>> EvalAllAsync<T>(Target target, string code, EvalOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No runtime in memory that evaluates.");

    public Task<FleetStats> GetStatsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException("No Admiral in memory.");

    public Task<FleetStats> CollectStatsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException("No Admiral in memory.");

    public Task<IReadOnlyList<WorkerSummary>> GetWorkersAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException("No Admiral in memory.");

    public IFleetStore Store => throw new NotSupportedException("No Admiral in memory.");

    private WorkerName Worker => worker;

    private async Task<TReply> AskAsync<TReply>(InMemoryIpc member, object command, CommandOptions options, CancellationToken cancellationToken)
    {
        var name = options.Name ?? command.GetType().Name;
        if (!member._commands.TryGetValue(name, out var handler)) throw new CommandException(CommandError.NoHandler, $"{member.Worker} has no handler of {name}.");
        try
        {
            var reply = await handler(JsonSerializer.SerializeToElement(command, command.GetType()), new Context(worker, cancellationToken));
            return JsonSerializer.SerializeToElement(reply).Deserialize<TReply>()!;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new CommandException(CommandError.Faulted, failure.Message) { RemoteType = failure.GetType().FullName };
        }
    }

    private sealed class Context(WorkerName from, CancellationToken cancellation) : CommandContext
    {
        public override WorkerName? From => from;

        public override TimeSpan TimeLeft => TimeSpan.FromSeconds(10);

        public override CancellationToken Cancellation => cancellation;
    }

    private sealed class Registration(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

using System.Buffers;
using System.Collections.Immutable;
using Fleet.Admiral.Routing;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Embedding;

/// <summary>What bots send to the Admiral and the host program has handlers for. Nothing of the program's runs on the thread that brings it, its message types included.</summary>
internal sealed class HostInbox(IPayloadSerializer serializer, HandlerTally tally, TimeProvider time, ILogger log, CancellationToken stopping)
{
    private readonly Lock _lock = new();

    // Replaced whole, so that readers look without a lock.
    private volatile Dictionary<string, ImmutableArray<HandlerQueue<Sent>>> _events = new(Utf8Names.Comparer);
    private volatile Dictionary<string, Answerer> _commands = new(Utf8Names.Comparer);

    // One for all commands, so that they begin in their order.
    private volatile HandlerQueue<Asked>? _asked;

    private delegate Task<Action<IBufferWriter<byte>>> Answerer(AdmiralRequest request, byte[] payload);

    /// <summary>Adds a handler of events.</summary>
    public IDisposable Add<T>(string name, Func<T, EventContext, Task> handler)
    {
        NameRules.OwnUtf8(name);
        ArgumentNullException.ThrowIfNull(handler);
        var queue = new HandlerQueue<Sent>(
            $"event \"{name}\"", (sent, stop) => handler(serializer.Deserialize<T>(sent.Payload)!, new EventContext(sent.From, stop)), tally, time, log, stopping);
        Change(name, queues => queues.Add(queue));
        return new HostRegistration(() =>
        {
            Change(name, queues => queues.Remove(queue));
            queue.Dispose();
        });
    }

    /// <summary>Adds the handler of a command.</summary>
    public IDisposable Add<TCommand, TReply>(string name, Func<TCommand, CommandContext, Task<TReply>> handler)
    {
        NameRules.OwnUtf8(name);
        ArgumentNullException.ThrowIfNull(handler);
        lock (_lock)
        {
            _asked ??= new HandlerQueue<Asked>("commands", Begin, tally, time, log, stopping);
            if (_commands.ContainsKey(name)) throw new InvalidOperationException($"There is a handler for command \"{name}\" already. Dispose of it first, or use another name.");
            _commands = new Dictionary<string, Answerer>(_commands, Utf8Names.Comparer) { [name] = (request, payload) => AnswerAsync(handler, request, payload) };
        }

        return new HostRegistration(() =>
        {
            lock (_lock)
            {
                var next = new Dictionary<string, Answerer>(_commands, Utf8Names.Comparer);
                next.Remove(name);
                _commands = next;
            }
        });
    }

    /// <summary>See <see cref="IHostProgram.TryTake"/>.</summary>
    public bool TryTake(WorkerName from, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload)
    {
        if (!_events.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var queues)) return false;
        var copy = payload.ToArray();
        foreach (var queue in queues) queue.Post(new Sent(from, copy), copy.Length);
        return true;
    }

    /// <summary>See <see cref="IHostProgram.TryBegin"/>.</summary>
    public Task<Action<IBufferWriter<byte>>>? TryBegin(AdmiralRequest request, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload)
    {
        if (!_commands.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var answerer)) return null;
        var copy = payload.ToArray();
        var asked = new Asked(answerer, request, copy);
        if (!_asked!.Post(asked, copy.Length)) throw new CommandException(CommandError.Busy, "The host program has too many commands waiting; the command was not executed.");
        return asked.Answer.Task;
    }

    // Commands begin in the order in which they came, and go on side by side from their first await.
    private static Task Begin(Asked asked, CancellationToken stop)
    {
        _ = FinishAsync(asked);
        return Task.CompletedTask;
    }

    private static async Task FinishAsync(Asked asked)
    {
        try
        {
            asked.Answer.TrySetResult(await asked.Answerer(asked.Request, asked.Payload));
        }
        catch (Exception e)
        {
            asked.Answer.TrySetException(e);
        }
    }

    private async Task<Action<IBufferWriter<byte>>> AnswerAsync<TCommand, TReply>(Func<TCommand, CommandContext, Task<TReply>> handler, AdmiralRequest request, byte[] payload)
    {
        var reply = await handler(AdmiralCommands.Read<TCommand>(serializer, payload), new HostCommandContext(request, time));
        return writer => serializer.Serialize(reply, writer);
    }

    private void Change(string name, Func<ImmutableArray<HandlerQueue<Sent>>, ImmutableArray<HandlerQueue<Sent>>> change)
    {
        lock (_lock)
        {
            var next = new Dictionary<string, ImmutableArray<HandlerQueue<Sent>>>(_events, Utf8Names.Comparer);
            var queues = change(next.GetValueOrDefault(name, []));
            if (queues.IsEmpty) next.Remove(name);
            else next[name] = queues;
            _events = next;
        }
    }

    /// <summary>An event that waits for its handler.</summary>
    private readonly record struct Sent(WorkerName From, byte[] Payload);

    /// <summary>A command that waits for its handler to begin.</summary>
    private sealed record Asked(Answerer Answerer, AdmiralRequest Request, byte[] Payload)
    {
        public TaskCompletionSource<Action<IBufferWriter<byte>>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Worker.Messaging;

/// <summary>What the bot answers.</summary>
internal sealed class CommandHandlers(IAdmiralLink link, IPayloadSerializer serializer, HandlersInHand inHand, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SenderNames _senders = new();

    // Replaced whole, so that the dispatcher reads without a lock.
    private volatile Dictionary<string, CommandHandler> _byName = new(Utf8Names.Comparer);

    public IDisposable Add<TCommand, TReply>(string name, Func<TCommand, CommandContext, Task<TReply>> handler)
    {
        var added = new CommandHandler<TCommand, TReply>(handler, new ReplySender(link, serializer), serializer, inHand);
        lock (_lock)
        {
            if (_byName.ContainsKey(name)) throw new InvalidOperationException($"There is a handler for command \"{name}\" already. Dispose of it first, or use another name.");
            _byName = new Dictionary<string, CommandHandler>(_byName, Utf8Names.Comparer) { [name] = added };
        }

        return new Registration(() =>
        {
            lock (_lock)
            {
                var next = new Dictionary<string, CommandHandler>(_byName, Utf8Names.Comparer);
                next.Remove(name);
                _byName = next;
            }
        });
    }

    public void Deliver(scoped CommandDelivery command, ref DispatchTurn turn)
    {
        if (_byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(command.Name, out var handler))
        {
            var context = new IncomingCommand(_senders.Find(command.From), TimeSpan.FromMilliseconds(command.TimeoutMilliseconds), turn.Began, time);
            handler.Deliver(command.Correlation, command.Payload, context, ref turn);
            return;
        }

        var name = Utf8Names.Comparer.Create(command.Name);
        string[] own = [.. _byName.Keys.Where(key => !key.StartsWith(WorkerCommandNames.Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(20)];
        var known = own.Length == 0 ? "it handles no commands" : "it handles: " + string.Join(", ", own);
        new ReplySender(link, serializer).Fail(command.Correlation, CommandError.NoHandler, new FaultDetail($"No handler for \"{name}\" ({known})."));
    }
}

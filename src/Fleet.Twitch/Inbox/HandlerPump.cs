using System.Collections.Immutable;
using Fleet.Twitch.Connections;
using Microsoft.Extensions.Logging;

namespace Fleet.Twitch.Inbox;

/// <summary>Takes messages out of the inbox and calls the handlers: one message at a time per channel, channels side by side, never on the read loop.</summary>
internal sealed partial class HandlerPump : IDisposable
{
    private static readonly AsyncLocal<HandlerLease?> Lease = new();

    private readonly ChatInbox _inbox;
    private readonly MonotonicClock _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private ImmutableArray<Func<ChatMessage, CancellationToken, Task>> _handlers = [];
    private long _failures;

    public HandlerPump(ChatInbox inbox, MonotonicClock clock, ILogger log)
    {
        _inbox = inbox;
        _clock = clock;
        _log = log;

        // Taken once: a handler that outlives the chat must not meet a disposed source.
        _stopped = _stopping.Token;
    }

    /// <summary>Handlers that threw.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Whether the caller runs inside a handler that has not ended.</summary>
    public bool IsCalledByHandler => Lease.Value is { IsOver: false } lease && lease.Owner == this;

    /// <summary>Adds a handler; each message goes to all of them, in the order in which they were added.</summary>
    public void Add(Func<ChatMessage, CancellationToken, Task> handler) =>
        ImmutableInterlocked.Update(ref _handlers, static (handlers, added) => handlers.Add(added), handler);

    /// <summary>Takes messages of a channel out until there are none, or the inbox is in standby. The inbox's count of messages in hand tells when it is done.</summary>
    public void Start(string channel) => _ = Task.Run(() => RunAsync(channel));

    /// <summary>Asks the handlers in hand to end.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(string channel)
    {
        while (_inbox.TryStart(channel, _clock.Now, out var message))
        {
            var lease = new HandlerLease(this);
            Lease.Value = lease;
            try
            {
                foreach (var handler in _handlers) await CallAsync(handler, message!);
            }
            finally
            {
                lease.IsOver = true;
                _inbox.Finish();
            }
        }
    }

    private async Task CallAsync(Func<ChatMessage, CancellationToken, Task> handler, ChatMessage message)
    {
        try
        {
            await handler(message, _stopped);
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // Asked for by Stop.
        }
        catch (Exception failure)
        {
            Interlocked.Increment(ref _failures);
            HandlerFailed(_log, failure, message.Id, message.Channel);
        }
    }

    [LoggerMessage(7001, LogLevel.Error, "A chat handler failed at message {Id} in #{Channel}; the message counts as handled. Catch in the handler what it can expect.")]
    private static partial void HandlerFailed(ILogger log, Exception failure, string id, string channel);
}

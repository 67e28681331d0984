using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Worker.Messaging;

/// <summary>The commands that the bot has sent and that wait for their end.</summary>
internal sealed class OutgoingCalls(IAdmiralLink link, IPayloadSerializer serializer, TimeProvider time, int most = PendingRequests<ReplyDelivery>.MaxCapacity)
{
    // Tells the numbers of fan-out calls from those of the table of single ones.
    private const ulong FanOutMark = 1UL << 63;
    private const int MostFanOuts = 1024;

    private readonly PendingRequests<ReplyDelivery> _pending = new(time, most);
    private readonly ConcurrentDictionary<ulong, FanOutCall> _fanOuts = new();
    private readonly NameCache _names = new(NameRules.Utf8);
    private long _fanOutNumber;

    /// <summary>Sends a command to one target.</summary>
    // Clearing the longest header of all would take as long as all the rest of the sending.
    [SkipLocalsInit]
    public Task<TReply> CallAsync<TReply>(Target target, object command, string name, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<TReply>(cancellationToken);
        var nameUtf8 = _names.Utf8(name);
        var payload = PayloadBuffer.Rent();
        serializer.Serialize(command, command.GetType(), payload);
        var call = new PendingCall<TReply>(serializer, target, timeout);
        switch (_pending.TryAdd(call, timeout, out var correlation))
        {
            case PendingStatus.Busy: return Failed<TReply>(CommandError.Busy, $"{_pending.Capacity} commands of this worker wait for their answers already.");
            case PendingStatus.Ended: return Failed<TReply>(CommandError.Unavailable, "The link to the Admiral is closed.");
            case PendingStatus.Added: break;
        }

        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = CommandSend.Write(header, correlation, target, nameUtf8, (int)timeout.TotalMilliseconds);
        var status = link.TrySend(header[..length], payload.WrittenSpan);
        if (status is not (SendStatus.Queued or SendStatus.Stalled))
        {
            // A call that the link's end took out meanwhile has its exception already.
            if (_pending.Cancel(correlation) && call.TryEnd()) return Unsent<TReply>(status, payload.WrittenCount);
            return call.Task;
        }

        if (cancellationToken.CanBeCanceled) CancelWith(call, correlation, cancellationToken);
        link.Flush();
        return call.Task;
    }

    /// <summary>Sends a command to a group.</summary>
    public async IAsyncEnumerable<CommandOutcome<TReply>> CallAllAsync<TReply>(Target target, object command, string name, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (correlation, call) = BeginAll<TReply>(target, command, name, timeout);
        try
        {
            await foreach (var outcome in call.Outcomes.ReadAllAsync(cancellationToken)) yield return outcome;
        }
        finally
        {
            _fanOuts.TryRemove(correlation, out _);
        }
    }

    /// <summary>An answer came.</summary>
    public void OnReply(scoped ReplyDelivery reply, ref DispatchTurn turn)
    {
        if ((reply.Correlation & FanOutMark) != 0)
        {
            if (_fanOuts.TryGetValue(reply.Correlation, out var call) && call.OnReply(reply)) _fanOuts.TryRemove(reply.Correlation, out _);
            return;
        }

        // The answer is decoded within, and what follows is the bot's code.
        turn.EnterBotCode();
        _pending.Reply(reply.Correlation, reply);
        turn.LeaveBotCode();
    }

    /// <summary>The Admiral says whom it asked for a call to a group.</summary>
    public void OnNotice(FanOutNotice notice)
    {
        if (_fanOuts.TryGetValue(notice.Correlation, out var call) && call.OnNotice(notice)) _fanOuts.TryRemove(notice.Correlation, out _);
    }

    /// <summary>Ends what is past its deadline. To be called every now and then; it may run the bot's code.</summary>
    public void Sweep()
    {
        _pending.Sweep();
        var now = time.GetTimestamp();
        foreach (var (correlation, call) in _fanOuts)
            if (call.ExpiresAt <= now && _fanOuts.TryRemove(correlation, out _)) call.End(CommandError.TimedOut, "No answer came before the deadline; the command may have been executed.");
    }

    /// <summary>Whether a sweep would find anything.</summary>
    public bool Any => _pending.Count > 0 || !_fanOuts.IsEmpty;

    /// <summary>The link is gone: no answer comes any more.</summary>
    public void LoseAll()
    {
        _pending.LoseAll();
        foreach (var (correlation, call) in _fanOuts)
            if (_fanOuts.TryRemove(correlation, out _)) call.End(CommandError.TargetLost, "The link to the Admiral was lost before the answer came.");
    }

    private (ulong Correlation, FanOutCall<TReply> Call) BeginAll<TReply>(Target target, object command, string name, TimeSpan timeout)
    {
        if (_fanOuts.Count >= MostFanOuts) throw new CommandException(CommandError.Busy, $"{MostFanOuts} commands of this worker to groups wait for their answers already.");
        var nameUtf8 = _names.Utf8(name);
        var payload = PayloadBuffer.Rent();
        serializer.Serialize(command, command.GetType(), payload);
        var correlation = FanOutMark | (ulong)Interlocked.Increment(ref _fanOutNumber);
        var call = new FanOutCall<TReply>(time.GetTimestamp() + (long)(timeout.TotalSeconds * time.TimestampFrequency), serializer);
        _fanOuts[correlation] = call;
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = CommandSend.Write(header, correlation, target, nameUtf8, (int)timeout.TotalMilliseconds);
        var status = link.TrySend(header[..length], payload.WrittenSpan);
        if (status is not (SendStatus.Queued or SendStatus.Stalled))
        {
            _fanOuts.TryRemove(correlation, out _);
            throw UnsentError(status, payload.WrittenCount);
        }

        link.Flush();
        return (correlation, call);
    }

    // Apart from its caller, which would make the closure for every call.
    private void CancelWith<TReply>(PendingCall<TReply> call, ulong correlation, CancellationToken token) => call.CancelWith(
        () =>
        {
            if (_pending.Cancel(correlation) && call.TryEnd()) call.TrySetCanceled(token);
        },
        token);

    private static Task<TReply> Unsent<TReply>(SendStatus status, int length) => Task.FromException<TReply>(UnsentError(status, length));

    private static CommandException UnsentError(SendStatus status, int length) => status switch
    {
        SendStatus.TooLarge => new CommandException(CommandError.TooLarge, $"The command of {length} bytes does not fit into one frame. Raise ipc.maxMessage, or send less."),
        SendStatus.Full => new CommandException(CommandError.Busy, "The link to the Admiral is full; the command was not sent."),
        SendStatus.Closed => new CommandException(CommandError.Unavailable, "The link to the Admiral is closed; the command was not sent."),
        SendStatus.Queued or SendStatus.Stalled => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static Task<TReply> Failed<TReply>(CommandError error, string message) => Task.FromException<TReply>(new CommandException(error, message));
}

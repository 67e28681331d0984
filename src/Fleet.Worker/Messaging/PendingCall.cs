using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Worker.Messaging;

/// <summary>A command of the bot that waits for an answer of one type.</summary>
/// <remarks>
/// It is its own task's source, which saves an object per command. The task's continuations run on the thread that ends it, which is the link's reader: a hop
/// to the pool per answer would cost more than the answer. The reader is told (<see cref="DispatchTurn.EnterBotCode"/>), so a continuation that blocks holds
/// nobody up for long.
/// </remarks>
/// <param name="serializer">Reads the answer.</param>
/// <param name="target">Who is asked, for texts.</param>
/// <param name="timeout">How long the answer is waited for, for texts.</param>
internal sealed class PendingCall<TReply>(IPayloadSerializer serializer, Target target, TimeSpan timeout)
    : TaskCompletionSource<TReply>(TaskCreationOptions.None), IPendingRequest<ReplyDelivery>
{
    private const string LostText = "The link to the Admiral was lost before the answer came.";

    private int _ended;
    private CancellationTokenRegistration _cancellation;

    /// <summary>Ends the call when the caller's token does.</summary>
    public void CancelWith(Action cancel, CancellationToken token)
    {
        _cancellation = token.UnsafeRegister(static state => ((Action)state!)(), cancel);
        // The end may have come before there was anything to unregister, and the token may live as long as the bot.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _ended) != 0) _cancellation.Unregister();
    }

    /// <summary>Claims the one end.</summary>
    public bool TryEnd()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return false;
        _cancellation.Unregister();
        return true;
    }

    public void OnReply(ReplyDelivery reply)
    {
        if (!TryEnd()) return;
        if (reply.Error == 0) Complete(reply.Payload);
        else TrySetException(CommandFaults.Read(reply.Error, reply.Payload));
    }

    public void OnLost()
    {
        if (TryEnd()) TrySetException(new CommandException(CommandError.TargetLost, LostText));
    }

    public void OnTimedOut()
    {
        if (TryEnd()) TrySetException(new CommandException(CommandError.TimedOut, $"{target} did not answer within {timeout.TotalSeconds:0.###} s; the command may have been executed."));
    }

    private void Complete(ReadOnlySpan<byte> payload)
    {
        TReply reply;
        try
        {
            reply = serializer.Deserialize<TReply>(payload)!;
        }
        catch (FleetException e)
        {
            TrySetException(new CommandException(CommandError.BadReply, $"The reply of {target} could not be read as {typeof(TReply).Name}: {e.Message}"));
            return;
        }

        TrySetResult(reply);
    }
}

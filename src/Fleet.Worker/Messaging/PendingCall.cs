using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;

namespace Fleet.Worker.Messaging;

/// <summary>A command of the bot that waits for its answer.</summary>
internal abstract class PendingCall : PendingRequest<ReplyDelivery>
{
    private const string LostText = "The link to the Admiral was lost before the answer came.";

    private int _ended;
    private CancellationTokenRegistration _cancellation;

    /// <summary>The target, for texts.</summary>
    public required Target Target { get; init; }

    /// <summary>How long the answer was waited for, for texts.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Ends the call when the caller's token does.</summary>
    public void CancelWith(Action cancel, CancellationToken token)
    {
        _cancellation = token.UnsafeRegister(static state => ((Action)state!)(), cancel);
        // The end may have come before there was anything to unregister, and the token may live as long as the bot.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _ended) != 0) _cancellation.Unregister();
    }

    protected override void OnReply(ReplyDelivery reply)
    {
        if (!TryEnd()) return;
        if (reply.Error == 0) Complete(reply.Payload);
        else Fail(CommandFaults.Read(reply.Error, reply.Payload));
    }

    protected override void OnLost()
    {
        if (TryEnd()) Fail(new CommandException(CommandError.TargetLost, LostText));
    }

    protected override void OnTimedOut()
    {
        if (TryEnd()) Fail(new CommandException(CommandError.TimedOut, $"{Target} did not answer within {Timeout.TotalSeconds:0.###} s; the command may have been executed."));
    }

    /// <summary>Claims the one end.</summary>
    public bool TryEnd()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return false;
        _cancellation.Unregister();
        return true;
    }

    protected abstract void Complete(ReadOnlySpan<byte> payload);

    protected abstract void Fail(CommandException error);
}

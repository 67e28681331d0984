using Fleet.Protocol.Payloads;

namespace Fleet.Worker.Messaging;

/// <summary>A command that waits for an answer of one type.</summary>
/// <remarks>
/// Its continuations run on the thread that ends it, which is the dispatcher's drainer: a hop to the pool per answer would cost more than the answer.
/// The inbox is told (<see cref="DispatchTurn.EnterBotCode"/>), so a continuation that blocks holds nobody up for long.
/// </remarks>
internal sealed class PendingCall<TReply>(IPayloadSerializer serializer) : PendingCall
{
    // None: see the remarks.
    private readonly TaskCompletionSource<TReply> _source = new(TaskCreationOptions.None);

    public Task<TReply> Task => _source.Task;

    public void Cancel(CancellationToken token) => _source.TrySetCanceled(token);

    protected override void Complete(ReadOnlySpan<byte> payload)
    {
        TReply reply;
        try
        {
            reply = serializer.Deserialize<TReply>(payload)!;
        }
        catch (FleetException e)
        {
            Fail(new CommandException(CommandError.BadReply, $"The reply of {Target} could not be read as {typeof(TReply).Name}: {e.Message}"));
            return;
        }

        _source.TrySetResult(reply);
    }

    protected override void Fail(CommandException error) => _source.TrySetException(error);
}

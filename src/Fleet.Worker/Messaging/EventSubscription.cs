using Fleet.Protocol.Payloads;
using Microsoft.Extensions.Logging;

namespace Fleet.Worker.Messaging;

/// <summary>One handler of the bot for one event.</summary>
internal abstract class EventSubscription
{
    /// <summary>Decodes the message and calls the handler.</summary>
    public abstract void Deliver(scoped ReadOnlySpan<byte> payload, EventContext context, ref DispatchTurn turn);

    /// <summary>Decodes the message, and returns the call of the handler; null where the message cannot be read.</summary>
    public abstract Action? Prepare(ReadOnlySpan<byte> payload, EventContext context);
}

/// <summary>A handler for messages of one type.</summary>
internal sealed partial class EventSubscription<T>(
    string name,
    Func<T, EventContext, Task> handler,
    IPayloadSerializer serializer,
    HandlersInHand inHand,
    ILogger log) : EventSubscription
{
    public override void Deliver(scoped ReadOnlySpan<byte> payload, EventContext context, ref DispatchTurn turn)
    {
        if (!TryRead(payload, context, out var message)) return;
        // Counted before the reader may be found stuck: an order to leave that another one dispatches then waits for this handler.
        inHand.Begin();
        turn.EnterBotCode();
        Call(message, context);
        turn.LeaveBotCode();
    }

    public override Action? Prepare(ReadOnlySpan<byte> payload, EventContext context) =>
        TryRead(payload, context, out var message) ? Counted(message, context) : null;

    private bool TryRead(ReadOnlySpan<byte> payload, EventContext context, out T message)
    {
        try
        {
            message = serializer.Deserialize<T>(payload)!;
            return true;
        }
        catch (FleetException e)
        {
            LogUnreadable(log, name, context.From?.ToString() ?? "the Admiral", typeof(T).Name, e.Message);
            message = default!;
            return false;
        }
    }

    private Action Counted(T message, EventContext context)
    {
        inHand.Begin();
        return () => Call(message, context);
    }

    private void Call(T message, EventContext context)
    {
        Task task;
        try
        {
            task = handler(message, context) ?? Task.CompletedTask;
        }
        catch (Exception e)
        {
            inHand.End();
            LogFailed(log, e, name);
            return;
        }

        if (task.IsCompletedSuccessfully) inHand.End();
        else _ = FinishAsync(task);
    }

    private async Task FinishAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e)
        {
            LogFailed(log, e, name);
        }
        finally
        {
            inHand.End();
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "The handler of event \"{Event}\" failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string @event);

    [LoggerMessage(2002, LogLevel.Error, "Event \"{Event}\" of {Sender} could not be read as {Type} and was dropped: {Why}")]
    private static partial void LogUnreadable(ILogger logger, string @event, string sender, string type, string why);
}

using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Worker.Messaging;

/// <summary>One handler of the bot for one command.</summary>
internal abstract class CommandHandler
{
    public abstract void Deliver(ulong correlation, scoped ReadOnlySpan<byte> payload, IncomingCommand context, ref DispatchTurn turn);
}

/// <summary>A handler for commands of one type.</summary>
internal sealed class CommandHandler<TCommand, TReply>(
    Func<TCommand, CommandContext, Task<TReply>> handler,
    ReplySender replies,
    IPayloadSerializer serializer,
    HandlersInHand inHand) : CommandHandler
{
    public override void Deliver(ulong correlation, scoped ReadOnlySpan<byte> payload, IncomingCommand context, ref DispatchTurn turn)
    {
        TCommand command;
        try
        {
            command = serializer.Deserialize<TCommand>(payload)!;
        }
        catch (FleetException e)
        {
            replies.Fail(correlation, CommandError.BadCommand, new FaultDetail($"The command could not be read as {typeof(TCommand).Name}: {e.Message}", e.GetType().FullName));
            return;
        }

        inHand.Begin();
        turn.EnterBotCode();
        Task<TReply> task;
        try
        {
            task = handler(command, context) ?? throw new InvalidOperationException("The handler returned null where a task was due.");
        }
        catch (Exception e)
        {
            // A handler without async throws right here.
            task = Task.FromException<TReply>(e);
        }

        if (task.IsCompletedSuccessfully)
        {
            // Complete, so this does not block; the awaiter is what reads a finished task.
            replies.Succeed(correlation, task.GetAwaiter().GetResult());
            context.Dispose();
            inHand.End();
        }
        else
        {
            _ = FinishAsync(correlation, task, context);
        }

        turn.LeaveBotCode();
    }

    private async Task FinishAsync(ulong correlation, Task<TReply> task, IncomingCommand context)
    {
        try
        {
            replies.Succeed(correlation, await task);
        }
        catch (RefusedCommandException e)
        {
            replies.Fail(correlation, e.Error, new FaultDetail(e.Message));
        }
        catch (Exception e)
        {
            replies.Fail(correlation, CommandError.Faulted, new FaultDetail(e.Message, e.GetType().FullName, e.ToString()));
        }
        finally
        {
            context.Dispose();
            inHand.End();
        }
    }
}

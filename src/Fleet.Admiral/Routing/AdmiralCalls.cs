using System.Buffers;
using System.Text;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Admiral.Routing;

/// <summary>The way of the Admiral's own commands to workers: as those of workers to one another, with the same outcomes.</summary>
internal sealed class AdmiralCalls(MessageRouter router, IPayloadSerializer serializer, TimeProvider time)
{
    /// <summary>Sends a command by its type's name to the active worker of a slot, and waits for the answer.</summary>
    /// <exception cref="CommandException">Anything but a value.</exception>
    public async Task<TReply?> CallAsync<TReply>(SlotName to, object command, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        serializer.Serialize(command, command.GetType(), payload);
        var call = new AdmiralCall();
        router.Route(call, to, Encoding.UTF8.GetBytes(command.GetType().Name), (int)timeout.TotalMilliseconds, payload.WrittenSpan);
        int error;
        byte[] answer;
        try
        {
            (error, answer) = await call.Answer.WaitAsync(timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new CommandException(CommandError.TimedOut, $"{to} did not answer within {timeout.TotalSeconds:0.###} s.");
        }

        if (error != 0) throw Failure(to, (CommandError)error, answer);
        try
        {
            return serializer.Deserialize<TReply>(answer);
        }
        catch (FleetException e)
        {
            throw new CommandException(CommandError.BadReply, $"The reply of {to} could not be read as {typeof(TReply).Name}: {e.Message}");
        }
    }

    private static CommandException Failure(SlotName to, CommandError error, byte[] explanation)
    {
        var kind = Enum.IsDefined(error) ? error : CommandError.Faulted;
        try
        {
            return new CommandException(kind, FaultDetail.Read(explanation).Message);
        }
        catch (MsgPackException e)
        {
            return new CommandException(kind, $"The command to {to} failed, and its explanation could not be read: {e.Message}");
        }
    }
}

using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>Makes the exception of a command that was answered without a value.</summary>
public static class CommandFaults
{
    /// <summary>The exception.</summary>
    /// <param name="error">A <see cref="CommandError"/>; <see cref="CommandError.Faulted"/> stands for one that is not known here.</param>
    /// <param name="payload">The <see cref="FaultDetail"/>.</param>
    public static CommandException Read(int error, ReadOnlySpan<byte> payload)
    {
        var kind = Enum.IsDefined((CommandError)error) ? (CommandError)error : CommandError.Faulted;
        try
        {
            var detail = FaultDetail.Read(payload);
            return new CommandException(kind, detail.Message) { RemoteType = detail.Type, RemoteStack = detail.Stack };
        }
        catch (MsgPackException e)
        {
            return new CommandException(kind, $"The command failed, and its explanation could not be read: {e.Message}");
        }
    }
}

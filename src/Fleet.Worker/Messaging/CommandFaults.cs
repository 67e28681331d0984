using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;

namespace Fleet.Worker.Messaging;

/// <summary>Makes the exception of a command that was answered without a value.</summary>
internal static class CommandFaults
{
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

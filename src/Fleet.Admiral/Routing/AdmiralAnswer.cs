using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Admiral.Routing;

/// <summary>An answer to a command of the Admiral, still encoded: its types may be those of the program around it, and are read on the threads of who asked.</summary>
/// <param name="Error">0 for a value, else a <see cref="CommandError"/>.</param>
/// <param name="Payload">The value or the <see cref="FaultDetail"/>.</param>
internal readonly record struct AdmiralAnswer(int Error, byte[] Payload)
{
    /// <summary>The value.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public TReply Read<TReply>(IPayloadSerializer serializer)
    {
        if (Error != 0) throw CommandFaults.Read(Error, Payload);
        try
        {
            return serializer.Deserialize<TReply>(Payload)!;
        }
        catch (FleetException e)
        {
            throw new CommandException(CommandError.BadReply, $"The reply could not be read as {typeof(TReply).Name}: {e.Message}");
        }
    }
}

using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Worker.Messaging;

/// <summary>Sends the one answer to a command.</summary>
internal sealed class ReplySender(IAdmiralLink link, IPayloadSerializer serializer)
{
    public void Succeed<TReply>(ulong correlation, TReply reply)
    {
        var payload = PayloadBuffer.Rent();
        try
        {
            serializer.Serialize(reply, payload);
        }
        catch (FleetException e)
        {
            Fail(correlation, CommandError.BadReply, new FaultDetail($"The reply could not be written: {e.Message}", e.GetType().FullName));
            return;
        }

        Span<byte> header = stackalloc byte[32];
        var length = ReplySend.Write(header, correlation, null);
        if (link.TrySend(header[..length], payload.WrittenSpan) == SendStatus.TooLarge)
        {
            Fail(correlation, CommandError.BadReply, new FaultDetail($"The command was executed, but its reply of {payload.WrittenCount} bytes does not fit into one frame. Raise ipc.maxMessage, or reply with less."));
            return;
        }

        link.Flush();
    }

    public void Fail(ulong correlation, CommandError error, FaultDetail detail)
    {
        // A link that is full of replies takes no more: the caller's deadline tells it then.
        if (TrySend(correlation, error, detail) == SendStatus.TooLarge) _ = TrySend(correlation, error, detail.Shortened());
        link.Flush();
    }

    private SendStatus TrySend(ulong correlation, CommandError error, FaultDetail detail)
    {
        var payload = PayloadBuffer.Rent();
        detail.Write(payload);
        Span<byte> header = stackalloc byte[32];
        var length = ReplySend.Write(header, correlation, error);
        return link.TrySend(header[..length], payload.WrittenSpan);
    }
}

using System.Buffers;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Worker.Loading;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Running;

/// <summary>Tells the Admiral why this worker cannot go on.</summary>
internal static class FaultMessages
{
    public static Fault Of(FaultStage stage, PluginFault fault) =>
        new(stage, fault.Permanent, fault.Code, fault.What, fault.Where, fault.Why, fault.Fix, fault.Stack);

    public static void Send(IAdmiralLink link, Fault fault)
    {
        // A fleet of small frames still learns what is wrong.
        if (TrySend(link, fault) == SendStatus.TooLarge) _ = TrySend(link, fault.Shortened());
        link.Flush();
    }

    private static SendStatus TrySend(IAdmiralLink link, Fault fault)
    {
        var payload = new ArrayBufferWriter<byte>();
        fault.WritePayload(payload);
        Span<byte> header = stackalloc byte[16];
        var length = fault.WriteHeader(header);
        return link.TrySend(header[..length], payload.WrittenSpan, SendLane.Control);
    }
}

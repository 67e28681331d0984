using System.Buffers;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Routing;

/// <summary>Sends the one answer to a command to who asked.</summary>
internal sealed class ReplyPost(RouteCounters counters)
{
    // A correlation, a slot's name of up to 64 bytes, and the marks.
    private const int LongestHeader = 128;

    /// <summary>Counts what cannot be answered, and what is answered with a refusal.</summary>
    public RouteCounters Counters { get; } = counters;

    /// <summary>Takes the answers to what the Admiral itself has asked. Set before it asks.</summary>
    public AdmiralCalls? Own { get; set; }

    /// <summary>Answers with a value. One that does not fit into a frame is answered as <see cref="CommandError.BadReply"/>; one that does not fit into the asker's queue is counted, and the asker's deadline tells it.</summary>
    public void Answer(Asker asker, ReadOnlySpan<byte> reply) => Deliver(asker, 0, reply);

    /// <summary>Passes on what a worker answered: a value, or what went wrong.</summary>
    public void Deliver(Asker asker, int error, ReadOnlySpan<byte> payload)
    {
        if (TrySend(asker, error, payload) == SendStatus.TooLarge)
            Fail(asker, CommandError.BadReply, new FaultDetail($"The answer of {payload.Length} bytes does not fit into one frame. Raise ipc.maxMessage, or reply with less."));
        asker.Link?.Connection.Flush();
    }

    /// <summary>Answers with what went wrong.</summary>
    public void Fail(Asker asker, CommandError error, FaultDetail detail)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        detail.Write(payload);
        if (TrySend(asker, (int)error, payload.WrittenSpan) == SendStatus.TooLarge)
        {
            payload.ResetWrittenCount();
            detail.Shortened().Write(payload);
            _ = TrySend(asker, (int)error, payload.WrittenSpan);
        }

        asker.Link?.Connection.Flush();
    }

    private SendStatus TrySend(Asker asker, int error, ReadOnlySpan<byte> payload)
    {
        if (asker.Link is not { } link)
        {
            Own?.OnReply(asker.Correlation, asker.Slot, error, payload);
            return SendStatus.Queued;
        }

        Span<byte> header = stackalloc byte[LongestHeader];
        var length = ReplyDelivery.Write(header, asker.Correlation, asker.Slot, error);
        var status = link.Connection.TrySend(header[..length], payload);
        if (status is SendStatus.Full or SendStatus.Closed) Counters.CountLostReply();
        return status;
    }
}

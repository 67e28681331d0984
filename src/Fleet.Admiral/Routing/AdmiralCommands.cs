using System.Buffers;
using Fleet.Admiral.Links;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Admiral.Routing;

/// <summary>The commands that the Admiral answers itself.</summary>
internal sealed class AdmiralCommands(IAdmiralAnswers answers, IPayloadSerializer serializer, RouteCounters counters)
{
    /// <summary>Begins to answer; the answer is sent when it is there.</summary>
    public void Begin(WorkerLink from, ulong correlation, ReadOnlySpan<byte> name)
    {
        var command = Utf8Names.Comparer.Create(name);
        var asker = new Asker(from, correlation, null);
        switch (command)
        {
            case AdmiralCommandNames.Workers: _ = AnswerAsync(asker, () => Task.FromResult(answers.GetWorkers())); break;
            case AdmiralCommandNames.LastStats: _ = AnswerAsync(asker, () => answers.GetStatsAsync(collectNow: false)); break;
            case AdmiralCommandNames.CollectStats: _ = AnswerAsync(asker, () => answers.GetStatsAsync(collectNow: true)); break;
            default: Fail(asker, CommandError.NoHandler, new FaultDetail($"The Admiral has no command \"{command}\".")); break;
        }
    }

    private async Task AnswerAsync<T>(Asker asker, Func<Task<T>> answer)
    {
        try
        {
            var payload = new ArrayBufferWriter<byte>(1024);
            serializer.Serialize(await answer(), payload);
            if (Send(asker, 0, payload.WrittenSpan) == SendStatus.TooLarge)
                Fail(asker, CommandError.BadReply, new FaultDetail($"The answer of {payload.WrittenCount} bytes does not fit into one frame. Raise ipc.maxMessage."));
        }
        catch (Exception e)
        {
            Fail(asker, CommandError.Faulted, new FaultDetail(e.Message, e.GetType().FullName, e.StackTrace));
        }
    }

    private void Fail(Asker asker, CommandError error, FaultDetail detail)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        detail.Write(payload);
        _ = Send(asker, (int)error, payload.WrittenSpan);
    }

    private SendStatus Send(Asker asker, int error, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[64];
        var length = ReplyDelivery.Write(header, asker.Correlation, asker.Slot, error);
        var status = asker.Link.Connection.TrySend(header[..length], payload);
        if (status is not (SendStatus.Queued or SendStatus.Stalled)) counters.CountLostReply();
        asker.Link.Connection.Flush();
        return status;
    }
}

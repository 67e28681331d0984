using System.Buffers;
using Fleet.Protocol.Fetching;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Fetching;

/// <summary>Answers what this cluster knows.</summary>
internal sealed class FetchDesk(BaseClusterWorker worker, WorkerIdentity identity, WorkAssignment assignment, IPayloadSerializer serializer)
{
    /// <summary>Adds the command that others ask by.</summary>
    public void AddTo(CommandHandlers commands) => commands.Add<FetchQuestion, FetchReply>(WorkerCommandNames.Fetch, AnswerAsync);

    private async Task<FetchReply> AnswerAsync(FetchQuestion question, CommandContext context)
    {
        // Another number of shards puts the ids elsewhere, and "not known here" would be taken for "not there".
        if (question.ShardCount is { } assumed && assumed != assignment.ShardCount) return Reply(elsewhere: true, [], []);
        if (question.Ids.Length == 0) return Reply(elsewhere: false, [], []);
        var answer = await worker.RunFetchAsync(question.Kind, question.Ids, context.Cancellation) ?? throw new InvalidOperationException("FetchAsync returned null where an answer was due.");
        var known = question.Ids.Where(answer.Values.ContainsKey).ToArray();
        return Reply(elsewhere: false, known, question.IdsOnly ? [] : [.. known.Select(id => Encode(answer.Values[id]))]);
    }

    private FetchReply Reply(bool elsewhere, string[] ids, byte[][] values) => new(identity.Slot.ToString(), assignment.ShardCount, elsewhere, ids, values);

    private byte[] Encode(object value)
    {
        var output = new ArrayBufferWriter<byte>();
        serializer.Serialize(value, value.GetType(), output);
        return output.WrittenSpan.ToArray();
    }
}

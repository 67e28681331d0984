using System.Buffers;
using System.Text;
using Fleet.Admiral.Tests.Links;
using Fleet.Protocol.Budgets;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Admiral.Tests.Budgets;

/// <summary>A worker that asks budgets over its link.</summary>
internal sealed class BudgetAsker(LinkedWorker worker)
{
    private readonly ContractlessPayloadSerializer _serializer = new();
    private ulong _correlation;
    private long _number;

    /// <summary>Asks for a permit, and waits until the Admiral has heard it.</summary>
    /// <returns>The number of the request, and its answer to come.</returns>
    public async Task<(long Number, Task<BudgetAcquireReply> Reply)> AcquireAsync(string budget, BudgetRequest? request = null, int wait = 600_000, int timeout = 700_000)
    {
        var number = ++_number;
        var reply = AskAsync<BudgetAcquireReply>(AdmiralCommandNames.AcquireBudget, new BudgetAcquire(budget, number, request ?? new BudgetRequest(), wait), timeout);
        // Commands of one worker begin in their order.
        await AskAsync<BudgetReply>(AdmiralCommandNames.BudgetStatus, new BudgetQuestion(budget, null));
        return (number, reply);
    }

    public Task<BudgetReply> ReturnAsync(string budget, long number) => AskAsync<BudgetReply>(AdmiralCommandNames.ReturnBudget, new BudgetReturn(budget, number));

    public Task<BudgetReply> DefineAsync(string budget, BudgetDefinition definition) => AskAsync<BudgetReply>(AdmiralCommandNames.DefineBudget, new BudgetDefine(budget, definition));

    public Task<BudgetReply> StatusAsync(string budget, string? key = null) => AskAsync<BudgetReply>(AdmiralCommandNames.BudgetStatus, new BudgetQuestion(budget, key));

    public Task<IdentifyTerms> TermsAsync() => AskAsync<IdentifyTerms>(AdmiralCommandNames.Identify, new BudgetQuestion("", null));

    private async Task<TReply> AskAsync<TReply>(string name, object command, int timeout = 10_000)
    {
        var correlation = ++_correlation;
        var payload = new ArrayBufferWriter<byte>();
        _serializer.Serialize(command, command.GetType(), payload);
        worker.Send(h => CommandSend.Write(h, correlation, Target.Admiral, Encoding.UTF8.GetBytes(name), timeout), payload.WrittenSpan);
        for (var frame = 0; ; frame++)
        {
            var frames = await worker.Received.FramesAsync(frame + 1);
            if (Read(frames[frame]) is var (number, error, bytes) && number == correlation)
                return error == 0 ? _serializer.Deserialize<TReply>(bytes)! : throw new CommandException((CommandError)error, FaultDetail.Read(bytes).Message);
        }
    }

    private static (ulong Correlation, int Error, byte[] Payload) Read(byte[] frame)
    {
        var reader = new MsgPackReader(frame);
        var (_, fields) = MessageHeader.Read(ref reader);
        var reply = ReplyDelivery.Read(ref reader, fields);
        return (reply.Correlation, reply.Error, reply.Payload.ToArray());
    }
}

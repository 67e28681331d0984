using System.Buffers;
using System.Text;
using Fleet.Admiral.Routing;
using Fleet.Admiral.Sharding;
using Fleet.Admiral.Tests.Links;
using Fleet.Admiral.Tests.Routing;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Sharding;

/// <summary>The Admiral's own commands, by the example of the question for the number of shards, over a real link.</summary>
public sealed class ServiceShardSourceTests : IAsyncDisposable
{
    private readonly RoutingUnderTest _fleet = new();
    private readonly ContractlessPayloadSerializer _serializer = new();
    private readonly ServiceShardSource _source;

    public ServiceShardSourceTests()
    {
        var calls = _fleet.Replies.Own = new AdmiralCalls(_fleet.Router, _serializer, TimeSpan.FromSeconds(20), 1024 * 1024, _fleet.Time);
        _source = new ServiceShardSource("stats", calls, TimeSpan.FromSeconds(10));
    }

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Question_IsACommandOfTheAdmiral_AndTheReplyItsAnswer()
    {
        var stats = await _fleet.ActivateAsync("stats#1");

        var asking = _source.AskAsync(new ShardQuestion(4), CancellationToken.None);

        var frame = (await stats.Received.FramesAsync(1))[0];
        var (name, from, timeout, question) = Read(frame);
        (name, from, timeout).ShouldBe(("ShardQuestion", "", 10_000));
        question.ShouldBe(new ShardQuestion(4));
        var payload = new ArrayBufferWriter<byte>();
        _serializer.Serialize(new ShardAnswer { Shards = 0, Units = 9_000_000_000, MaxConcurrency = 16 }, payload);
        stats.Send(h => ReplySend.Write(h, stats.CorrelationOf(0), null), payload.WrittenSpan);
        (await asking.WithDeadline()).ShouldBe(new ShardAnswer { Shards = 0, Units = 9_000_000_000, MaxConcurrency = 16 });
    }

    [Fact]
    public async Task Service_WithoutAHandler_IsToldHowToHaveOne()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var asking = _source.AskAsync(new ShardQuestion(0), CancellationToken.None);
        await stats.ReceivedAsync(1);

        Fail(stats, CommandError.NoHandler, "stats#1 has no handler of ShardQuestion.");

        (await FailureAsync(asking)).Message.ShouldBe("it handles no ShardQuestion: register Ipc.Handle<ShardQuestion, ShardAnswer>(…) in its StartAsync");
    }

    [Fact]
    public async Task Service_WhoseHandlerThrows_IsQuoted()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var asking = _source.AskAsync(new ShardQuestion(0), CancellationToken.None);
        await stats.ReceivedAsync(1);

        Fail(stats, CommandError.Faulted, "401 Unauthorized");

        var failure = await FailureAsync(asking);
        (failure.Error, failure.Message).ShouldBe((CommandError.Faulted, "401 Unauthorized"));
    }

    [Fact]
    public async Task Service_ThatIsNotThere_IsToldAtOnce()
    {
        (await FailureAsync(_source.AskAsync(new ShardQuestion(0), CancellationToken.None))).Error.ShouldBe(CommandError.Unavailable);
        var other = new ServiceShardSource("other", _fleet.Replies.Own!, TimeSpan.FromSeconds(10));
        (await FailureAsync(other.AskAsync(new ShardQuestion(0), CancellationToken.None))).Error.ShouldBe(CommandError.NoSuchTarget);
    }

    [Fact]
    public async Task Service_ThatDies_IsToldAtOnce()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var asking = _source.AskAsync(new ShardQuestion(0), CancellationToken.None);
        await stats.ReceivedAsync(1);

        await stats.LoseAsync();

        (await FailureAsync(asking)).Error.ShouldBe(CommandError.TargetLost);
    }

    [Fact]
    public async Task Service_ThatIsSilent_IsNotWaitedForBeyondTheDeadline()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var asking = _source.AskAsync(new ShardQuestion(0), CancellationToken.None);
        await stats.ReceivedAsync(1);

        _fleet.Time.Advance(TimeSpan.FromSeconds(10));

        (await FailureAsync(asking)).Error.ShouldBe(CommandError.TimedOut);
    }

    [Fact]
    public async Task Service_WhoseAnswerIsNone_IsToldSo()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var asking = _source.AskAsync(new ShardQuestion(0), CancellationToken.None);
        await stats.ReceivedAsync(1);

        stats.Send(h => ReplySend.Write(h, stats.CorrelationOf(0), null), [0x01]);

        (await FailureAsync(asking)).Error.ShouldBe(CommandError.BadReply);
    }

    [Fact]
    public async Task Question_HeldInAHandover_ReachesTheSuccessor()
    {
        var old = await _fleet.ActivateAsync("stats#1");
        _fleet.Routes[SlotName.Service("stats")].Hold(old.Link, TimeSpan.FromSeconds(10));
        var asking = _source.AskAsync(new ShardQuestion(7), CancellationToken.None);
        asking.IsCompleted.ShouldBeFalse();

        var next = await _fleet.ActivateAsync("stats#2");

        Read((await next.Received.FramesAsync(1))[0]).Question.ShouldBe(new ShardQuestion(7));
    }

    private static void Fail(LinkedWorker worker, CommandError error, string message)
    {
        var payload = new ArrayBufferWriter<byte>();
        new FaultDetail(message).Write(payload);
        worker.Send(h => ReplySend.Write(h, worker.CorrelationOf(0), error), payload.WrittenSpan);
    }

    private static Task<CommandException> FailureAsync(Task asking) => Should.ThrowAsync<CommandException>(asking.WithDeadline());

    private (string Name, string From, int Timeout, ShardQuestion? Question) Read(byte[] frame)
    {
        var reader = new MsgPackReader(frame);
        var (_, fields) = MessageHeader.Read(ref reader);
        var command = CommandDelivery.Read(ref reader, fields);
        return (Encoding.UTF8.GetString(command.Name), Encoding.UTF8.GetString(command.From), command.TimeoutMilliseconds, _serializer.Deserialize<ShardQuestion>(command.Payload));
    }
}

using Fleet.Protocol.Fetching;
using Fleet.Protocol.Messages;
using Fleet.Worker.Fetching;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Fetching;

public class FetchDeskTests
{
    private readonly MessagingUnderTest _worker = new();
    private readonly KnowingBot _bot = new();

    public FetchDeskTests()
    {
        var identity = new WorkerIdentity("f", "h", WorkerName.Parse("cluster-1#4"), 1);
        new FetchDesk(_bot, identity, new WorkAssignment([2, 3], 4, []), _worker.Serializer).AddTo(_worker.Commands);
    }

    [Fact]
    public void Question_IsAnsweredWithWhatTheBotKnows()
    {
        var reply = Ask(new FetchQuestion("user", ["7", "8"], null, IdsOnly: false));

        reply.Slot.ShouldBe("cluster-1");
        reply.ShardCount.ShouldBe(4);
        reply.Elsewhere.ShouldBeFalse();
        reply.Ids.ShouldBe(["7"]);
        _worker.Serializer.Deserialize<Note>(reply.Values.ShouldHaveSingleItem())!.Text.ShouldBe("user 7");
        _bot.Asked.ShouldBe(["user 7,8"]);
    }

    [Fact]
    public void Question_ForIdsOnly_IsAnsweredWithoutValues()
    {
        var reply = Ask(new FetchQuestion("user", ["8", "7"], null, IdsOnly: true));

        reply.Ids.ShouldBe(["7"]);
        reply.Values.ShouldBeEmpty();
    }

    [Fact]
    public void Question_OfOneWhoReckonsWithAnotherNumberOfShards_IsSentElsewhere_AndTheBotIsNotAsked()
    {
        var reply = Ask(new FetchQuestion("guild", ["7"], 2, IdsOnly: false));

        reply.Elsewhere.ShouldBeTrue();
        reply.ShardCount.ShouldBe(4);
        reply.Ids.ShouldBeEmpty();
        _bot.Asked.ShouldBeEmpty();
        Ask(new FetchQuestion("guild", ["7"], 4, IdsOnly: false), 1).Ids.ShouldBe(["7"]);
    }

    [Fact]
    public void Question_WithoutIds_TellsTheNumberOfShards()
    {
        Ask(new FetchQuestion("guild", [], null, IdsOnly: true)).ShardCount.ShouldBe(4);
        _bot.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Bot_ThatThrows_OrCannotAnswer_IsAFault()
    {
        _bot.Fails = true;
        _worker.ReceiveCommand(7, WorkerCommandNames.Fetch, new FetchQuestion("user", ["7"], null, false));
        _worker.SentReply().Error.ShouldBe(CommandError.Faulted);
        FaultDetail.Read(_worker.SentReply().Payload).Message.ShouldBe("no users today");

        var plain = new MessagingUnderTest();
        new FetchDesk(new PlainBot(), new WorkerIdentity("f", "h", WorkerName.Parse("cluster-1#4"), 1), WorkAssignment.None, plain.Serializer).AddTo(plain.Commands);
        plain.ReceiveCommand(7, WorkerCommandNames.Fetch, new FetchQuestion("user", ["7"], null, false));
        plain.SentReply().Error.ShouldBe(CommandError.Faulted);
        FaultDetail.Read(plain.SentReply().Payload).Message.ShouldStartWith("PlainBot does not override FetchAsync");
    }

    private FetchReply Ask(FetchQuestion question, int index = 0)
    {
        _worker.ReceiveCommand(7, WorkerCommandNames.Fetch, question);
        var (_, error, payload) = _worker.SentReply(index);
        error.ShouldBe(default);
        return _worker.Serializer.Deserialize<FetchReply>(payload)!;
    }

    public sealed class PlainBot : BaseClusterWorker;

    /// <summary>Knows number 7 of every kind.</summary>
    public sealed class KnowingBot : BaseClusterWorker
    {
        public List<string> Asked { get; } = [];

        public bool Fails { get; set; }

        protected override Task<FetchAnswer> FetchAsync(string kind, IReadOnlyList<string> ids, CancellationToken cancellationToken)
        {
            Asked.Add($"{kind} {string.Join(',', ids)}");
            if (Fails) throw new InvalidOperationException("no users today");
            var answer = new FetchAnswer().Add("9", new Note("nobody asked for it"));
            return Task.FromResult(ids.Contains("7") ? answer.Add("7", new Note($"{kind} 7")) : answer);
        }
    }
}

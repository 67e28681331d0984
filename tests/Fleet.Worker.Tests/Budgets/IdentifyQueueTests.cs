using Fleet.Protocol.Budgets;
using Fleet.TestKit.Time;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Budgets;

/// <summary>The bot's word before a shard identifies.</summary>
public sealed class IdentifyQueueTests
{
    private readonly MessagingUnderTest _worker = new();

    [Fact]
    public async Task Unlimited_ReturnsAtOnce()
    {
        var identifying = _worker.Ipc.IdentifyAsync(5);
        var sent = _worker.SentCommand();
        (sent.Target, sent.Name).ShouldBe((TargetKind.Admiral, "fleet.identify"));

        _worker.ReceiveReply(sent.Correlation, new IdentifyTerms(null, 0));

        await identifying.WithDeadline();
        _worker.Link.Frames.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 1, "0")]
    [InlineData(5, 2, "1")]
    [InlineData(5, 16, "5")]
    [InlineData(32, 16, "0")]
    public async Task Shard_WaitsForThePermitOfItsGroup_AndUsesIt(int shard, int groups, string key)
    {
        var identifying = _worker.Ipc.IdentifyAsync(shard);
        Terms(groups);

        var command = Acquire(1);
        (command.Budget, command.Request.Key, command.Request.Cost, command.WaitMilliseconds).ShouldBe(("identify", key, 1, 600_000));
        identifying.IsCompleted.ShouldBeFalse();
        Grant(1);

        await identifying.WithDeadline();
        _worker.Link.Frames.Count.ShouldBe(2, "a used permit is not given back");
    }

    [Fact]
    public async Task Permit_ThatCameTooLate_IsGivenBack_AndAnotherOneAskedFor()
    {
        var identifying = _worker.Ipc.IdentifyAsync(3);
        Terms(2);
        // Valid for half a second from the sending, as far as the worker can tell.
        _worker.Time.Advance(TimeSpan.FromSeconds(1));

        Grant(1);

        _worker.SentCommand(2).Name.ShouldBe("fleet.budgets.return");
        _worker.ReceiveReply(_worker.SentCommand(2).Correlation, new BudgetReply(0, null, null));
        Terms(4, 3);
        Acquire(4).Request.Key.ShouldBe("3", "the number of groups has changed meanwhile");
        Grant(4);
        await identifying.WithDeadline();
    }

    [Fact]
    public async Task Queue_TooLongForOneWait_IsQueuedAtAgain()
    {
        var identifying = _worker.Ipc.IdentifyAsync(3);
        Terms(2);

        Refuse(1, BudgetError.NotYet, TimeSpan.FromSeconds(4));

        Terms(2, 2);
        Grant(3);
        await identifying.WithDeadline();
    }

    [Theory]
    [InlineData(BudgetError.QueueFull, 4)]
    [InlineData(BudgetError.TooManyKeys, 1)]
    public async Task Queue_Full_IsComeBackToLater(BudgetError error, int pause)
    {
        var identifying = _worker.Ipc.IdentifyAsync(3);
        Terms(2);
        Refuse(1, error, error == BudgetError.QueueFull ? TimeSpan.FromSeconds(4) : null);
        // What is awaited goes on elsewhere.
        await Until.TrueAsync(() => _worker.Time.ArmedTimers > 0);

        _worker.Time.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
        _worker.Link.Frames.Count.ShouldBe(2);
        _worker.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Until.TrueAsync(() => _worker.Link.Frames.Count == 3);

        Terms(2, 2);
        await Until.TrueAsync(() => _worker.Link.Frames.Count == 4);
        Grant(3);
        await identifying.WithDeadline();
    }

    [Fact]
    public async Task Token_Cancelled_GivesTheWaitUp()
    {
        using var source = new CancellationTokenSource();
        var identifying = _worker.Ipc.IdentifyAsync(3, source.Token);
        Terms(2);
        Acquire(1);

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(identifying.WithDeadline());
        _worker.SentCommand(2).Name.ShouldBe("fleet.budgets.return");
    }

    [Fact]
    public async Task Refusal_OfAnotherKind_ReachesTheBot()
    {
        var identifying = _worker.Ipc.IdentifyAsync(3);
        Terms(2);

        Refuse(1, BudgetError.NoSuchBudget, null);

        (await Should.ThrowAsync<BudgetException>(identifying.WithDeadline())).Error.ShouldBe(BudgetError.NoSuchBudget);
    }

    [Fact]
    public async Task Shard_BelowZero_IsAMistake() => await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _worker.Ipc.IdentifyAsync(-1));

    private void Terms(int groups, int index = 0)
    {
        var sent = _worker.SentCommand(index);
        sent.Name.ShouldBe("fleet.identify");
        _worker.ReceiveReply(sent.Correlation, new IdentifyTerms("identify", groups));
    }

    private BudgetAcquire Acquire(int index) => _worker.Serializer.Deserialize<BudgetAcquire>(_worker.SentCommand(index).Payload)!;

    private void Grant(int index) =>
        _worker.ReceiveReply(_worker.SentCommand(index).Correlation, new BudgetAcquireReply(0, null, null, TimeSpan.Zero, TimeSpan.FromMilliseconds(500)));

    private void Refuse(int index, BudgetError error, TimeSpan? retryAfter) =>
        _worker.ReceiveReply(_worker.SentCommand(index).Correlation, new BudgetAcquireReply((int)error, "no", retryAfter, TimeSpan.Zero, null));
}

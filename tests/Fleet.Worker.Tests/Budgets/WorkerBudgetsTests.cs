using Fleet.Protocol.Budgets;
using Fleet.TestKit.Time;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Budgets;

public sealed class WorkerBudgetsTests
{
    private static readonly TimeSpan Valid = TimeSpan.FromSeconds(1);
    private readonly MessagingUnderTest _worker = new();

    private IFleetBudgets Budgets => _worker.Ipc.Budgets;

    [Fact]
    public async Task Acquire_IsSentToTheAdmiral_AndWaitsLongerForTheAnswerThanTheRequestDoes()
    {
        var acquiring = Budgets.AcquireAsync("joins", new BudgetRequest { Cost = 2, Key = "wren", MaxWait = TimeSpan.FromSeconds(5) });

        var sent = _worker.SentCommand();
        (sent.Target, sent.Name, sent.Timeout).ShouldBe((TargetKind.Admiral, "fleet.budgets.acquire", 15_000));
        var command = _worker.Serializer.Deserialize<BudgetAcquire>(sent.Payload)!;
        (command.Budget, command.Number, command.Request.Cost, command.Request.Key, command.Request.Priority, command.WaitMilliseconds).ShouldBe(("joins", 1, 2, "wren", BudgetPriority.Normal, 5_000));
        Grant(waited: TimeSpan.FromSeconds(3));
        var permit = await acquiring.WithDeadline();
        (permit.Budget, permit.Request.Cost, permit.Waited).ShouldBe(("joins", 2, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task Permit_Used_IsUsedOnce_AndNotGivenBack()
    {
        var permit = await AcquireAsync();

        permit.TryUse().ShouldBeTrue();
        permit.TryUse().ShouldBeFalse();
        await permit.DisposeAsync();
        await permit.ReturnAsync();

        _worker.Link.Frames.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Permit_NotUsed_IsGivenBackWhenDisposed()
    {
        var permit = await AcquireAsync();

        var returning = permit.DisposeAsync();

        var sent = _worker.SentCommand(1);
        sent.Name.ShouldBe("fleet.budgets.return");
        _worker.Serializer.Deserialize<BudgetReturn>(sent.Payload).ShouldBe(new BudgetReturn("joins", 1));
        returning.IsCompleted.ShouldBeFalse();
        _worker.ReceiveReply(sent.Correlation, new BudgetReply(0, null, null));
        await returning.AsTask().WithDeadline();
        permit.TryUse().ShouldBeFalse();
    }

    [Theory]
    [InlineData(4000, true)]
    [InlineData(4001, false)]
    public async Task Permit_TooOld_MayNotBeUsed_ButGivenBack(int milliseconds, bool usable)
    {
        var acquiring = Budgets.AcquireAsync("joins");
        _worker.Time.Advance(TimeSpan.FromSeconds(3));
        Grant(waited: TimeSpan.FromSeconds(3));
        var permit = await acquiring.WithDeadline();

        // Reckoned from the sending: 3 s of waiting, and 1 s for which a permit is good.
        _worker.Time.Advance(TimeSpan.FromMilliseconds(milliseconds - 3000));

        permit.TryUse().ShouldBe(usable);
        _ = permit.ReturnAsync();
        _worker.Link.Frames.Count.ShouldBe(usable ? 1 : 2);
    }

    [Fact]
    public async Task Refusal_IsAnExceptionThatSaysWhen()
    {
        var acquiring = Budgets.AcquireAsync("joins");
        Answer(new BudgetAcquireReply((int)BudgetError.QueueFull, "500 requests wait already.", TimeSpan.FromSeconds(7), TimeSpan.Zero, null));

        var refusal = await Should.ThrowAsync<BudgetException>(acquiring.WithDeadline());

        (refusal.Error, refusal.Message, refusal.RetryAfter).ShouldBe((BudgetError.QueueFull, "500 requests wait already.", TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public async Task TryAcquire_NeverWaits_AndTellsWhen()
    {
        var acquiring = Budgets.TryAcquireAsync("joins");
        _worker.Serializer.Deserialize<BudgetAcquire>(_worker.SentCommand().Payload)!.WaitMilliseconds.ShouldBe(0);
        Answer(new BudgetAcquireReply((int)BudgetError.NotYet, "", TimeSpan.FromSeconds(7), TimeSpan.Zero, null));

        (await acquiring.WithDeadline()).ShouldBe(new BudgetAnswer(null, BudgetError.NotYet, TimeSpan.FromSeconds(7)));

        acquiring = Budgets.TryAcquireAsync("joins");
        Grant(index: 1);
        (await acquiring.WithDeadline()).Granted.ShouldBeTrue();

        acquiring = Budgets.TryAcquireAsync("joins");
        Answer(new BudgetAcquireReply((int)BudgetError.NoSuchBudget, "There is none.", null, TimeSpan.Zero, null), index: 2);
        (await Should.ThrowAsync<BudgetException>(acquiring.WithDeadline())).Error.ShouldBe(BudgetError.NoSuchBudget);
    }

    [Fact]
    public async Task Token_Cancelled_TakesTheRequestBack()
    {
        using var source = new CancellationTokenSource();
        var acquiring = Budgets.AcquireAsync("joins", cancellationToken: source.Token);

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(acquiring.WithDeadline());
        _worker.Serializer.Deserialize<BudgetReturn>(_worker.SentCommand(1).Payload).ShouldBe(new BudgetReturn("joins", 1));
        await Should.ThrowAsync<OperationCanceledException>(Budgets.AcquireAsync("joins", cancellationToken: source.Token));
        _worker.Link.Frames.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Admiral_Silent_TheRequestIsTakenBack()
    {
        var acquiring = Budgets.AcquireAsync("joins");

        _worker.Time.Advance(TimeSpan.FromSeconds(40));
        _worker.Calls.Sweep();

        (await Should.ThrowAsync<CommandException>(acquiring.WithDeadline())).Error.ShouldBe(CommandError.TimedOut);
        _worker.SentCommand(1).Name.ShouldBe("fleet.budgets.return");
    }

    [Fact]
    public async Task Link_Lost_EndsAllQuietly()
    {
        var permit = await AcquireAsync();
        var acquiring = Budgets.AcquireAsync("joins");

        _worker.Calls.LoseAll();

        (await Should.ThrowAsync<CommandException>(acquiring.WithDeadline())).Error.ShouldBe(CommandError.TargetLost);
        await permit.DisposeAsync();
    }

    [Fact]
    public async Task Wait_OutOfItsRange_IsTheAuthorsMistake()
    {
        await Should.ThrowAsync<ArgumentOutOfRangeException>(Budgets.AcquireAsync("joins", new BudgetRequest { MaxWait = TimeSpan.FromMinutes(11) }));
        await Should.ThrowAsync<ArgumentNullException>(Budgets.AcquireAsync(null!));
        _worker.Link.Frames.ShouldBeEmpty();
    }

    [Fact]
    public async Task Definition_InConflict_IsAnException()
    {
        var definition = BudgetDefinition.Of(20, TimeSpan.FromSeconds(10)).And(new BudgetWindow { Limit = 1, Per = TimeSpan.FromSeconds(1), PerKey = true });
        var defining = Budgets.DefineAsync("joins", definition);
        var sent = _worker.SentCommand();
        var command = _worker.Serializer.Deserialize<BudgetDefine>(sent.Payload)!;
        command.Definition.Windows.ShouldBe(definition.Windows);
        _worker.ReceiveReply(sent.Correlation, new BudgetReply((int)BudgetError.Conflict, "Defined otherwise.", null));

        (await Should.ThrowAsync<BudgetException>(defining.WithDeadline())).Error.ShouldBe(BudgetError.Conflict);
    }

    [Fact]
    public async Task Status_ComesAsItIs()
    {
        var asking = Budgets.GetAsync("joins", "wren");
        var sent = _worker.SentCommand();
        _worker.Serializer.Deserialize<BudgetQuestion>(sent.Payload).ShouldBe(new BudgetQuestion("joins", "wren"));
        var window = new BudgetWindow { Limit = 20, Per = TimeSpan.FromSeconds(10) };
        _worker.ReceiveReply(sent.Correlation, new BudgetReply(0, null, new BudgetStatus { Name = "joins", Windows = [new(window, 3), new(window, null)], Waiting = 2, NextFree = Valid, Orphaned = 9 }));

        var status = await asking.WithDeadline();

        (status.Name, status.Waiting, status.NextFree, status.Orphaned).ShouldBe(("joins", 2, Valid, 9));
        status.Windows.ShouldBe([new(window, 3), new(window, null)]);
    }

    private async Task<BudgetPermit> AcquireAsync()
    {
        var acquiring = Budgets.AcquireAsync("joins");
        Grant();
        return await acquiring.WithDeadline();
    }

    private void Grant(TimeSpan waited = default, int index = 0) => Answer(new BudgetAcquireReply(0, null, null, waited, Valid), index);

    private void Answer(BudgetAcquireReply reply, int index = 0) => _worker.ReceiveReply(_worker.SentCommand(index).Correlation, reply);
}

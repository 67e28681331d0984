using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Worker.Tests.Messaging;

public class FanOutCallTests
{
    private static readonly SlotName s_zero = SlotName.Cluster(0);
    private static readonly SlotName s_one = SlotName.Cluster(1);

    private readonly MessagingUnderTest _worker = new();

    [Fact]
    public async Task Answers_OfAllWhoWereAsked_EndTheStream()
    {
        var outcomes = AskAll();
        var sent = await SentAsync();
        sent.Target.ShouldBe(TargetKind.AllClusters);

        _worker.ReceiveNotice(sent.Correlation, s_zero, s_one);
        _worker.ReceiveReply(sent.Correlation, 5, "cluster-1");
        _worker.ReceiveFailure(sent.Correlation, CommandError.Faulted, new FaultDetail("no"), "cluster-0");

        var all = await outcomes.WithDeadline();
        all.Select(o => o.From).ShouldBe([s_one, s_zero]);
        all[0].Succeeded.ShouldBeTrue();
        all[0].Value.ShouldBe(5);
        all[1].Succeeded.ShouldBeFalse();
        all[1].Error!.Error.ShouldBe(CommandError.Faulted);
        _worker.Calls.Any.ShouldBeFalse();
    }

    [Fact]
    public async Task Answers_BeforeTheNotice_CountToo_AndEachSlotOnce()
    {
        var outcomes = AskAll();
        var sent = await SentAsync();

        _worker.ReceiveReply(sent.Correlation, 1, "cluster-0");
        _worker.ReceiveReply(sent.Correlation, 2, "cluster-0");
        _worker.ReceiveReply(sent.Correlation, 3, "no slot");
        _worker.ReceiveNotice(sent.Correlation, s_zero);

        (await outcomes.WithDeadline()).ShouldHaveSingleItem().Value.ShouldBe(1);
    }

    [Fact]
    public async Task Group_WithNobodyInIt_EndsAtOnce()
    {
        var outcomes = AskAll();

        _worker.ReceiveNotice((await SentAsync()).Correlation);

        (await outcomes.WithDeadline()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deadline_GivesEachSilentSlotItsError_AndKeepsTheAnswers()
    {
        var outcomes = AskAll();
        var sent = await SentAsync();
        _worker.ReceiveNotice(sent.Correlation, s_zero, s_one);
        _worker.ReceiveReply(sent.Correlation, 5, "cluster-1");
        _worker.Time.Advance(TimeSpan.FromSeconds(9.9));
        _worker.Calls.Sweep();
        outcomes.IsCompleted.ShouldBeFalse();
        _worker.Time.Advance(TimeSpan.FromSeconds(0.2));

        _worker.Calls.Sweep();

        var all = await outcomes.WithDeadline();
        all[0].Value.ShouldBe(5);
        all[1].From.ShouldBe(s_zero);
        all[1].Error!.Error.ShouldBe(CommandError.TimedOut);
    }

    [Fact]
    public async Task Deadline_WithoutANotice_FailsTheWholeCall()
    {
        var outcomes = AskAll();
        await SentAsync();
        _worker.Time.Advance(TimeSpan.FromSeconds(10));

        _worker.Calls.Sweep();

        (await Should.ThrowAsync<CommandException>(outcomes.WithDeadline())).Error.ShouldBe(CommandError.TimedOut);
    }

    [Fact]
    public async Task Link_Lost_EndsTheCall()
    {
        var outcomes = AskAll();
        _worker.ReceiveNotice((await SentAsync()).Correlation, s_zero);

        _worker.Calls.LoseAll();

        (await outcomes.WithDeadline()).ShouldHaveSingleItem().Error!.Error.ShouldBe(CommandError.TargetLost);
    }

    [Fact]
    public async Task Reply_ThatCannotBeRead_IsTheBadReplyOfItsSlot()
    {
        var outcomes = AskAll();
        var sent = await SentAsync();
        _worker.ReceiveNotice(sent.Correlation, s_zero);

        _worker.ReceiveReply(sent.Correlation, new Note("no number"), "cluster-0");

        (await outcomes.WithDeadline()).ShouldHaveSingleItem().Error!.Error.ShouldBe(CommandError.BadReply);
    }

    [Theory]
    [InlineData(SendStatus.TooLarge, CommandError.TooLarge)]
    [InlineData(SendStatus.Full, CommandError.Busy)]
    [InlineData(SendStatus.Closed, CommandError.Unavailable)]
    public async Task Link_ThatDoesNotTakeIt_IsToldAtTheFirstStep(SendStatus status, CommandError error)
    {
        _worker.Link.Answer = _ => status;

        (await Should.ThrowAsync<CommandException>(AskAll().WithDeadline())).Error.ShouldBe(error);
        _worker.Calls.Any.ShouldBeFalse();
    }

    [Fact]
    public async Task Caller_ThatStopsListening_LeavesNothingBehind()
    {
        using var stop = new CancellationTokenSource();
        var outcomes = AskAll(stop.Token);
        var sent = await SentAsync();
        _worker.Calls.Any.ShouldBeTrue();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(outcomes.WithDeadline());
        _worker.Calls.Any.ShouldBeFalse();
        _worker.ReceiveReply(sent.Correlation, 1, "cluster-0");
        _worker.ReceiveNotice(sent.Correlation, s_zero);
        _worker.Log.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task Calls_WithoutEnd_AreRefusedAsBusy()
    {
        var waiting = Enumerable.Range(0, 1024).Select(_ => AskAll()).ToList();

        (await Should.ThrowAsync<CommandException>(AskAll().WithDeadline())).Error.ShouldBe(CommandError.Busy);

        _worker.Calls.LoseAll();
        foreach (var call in waiting) await Should.ThrowAsync<CommandException>(call.WithDeadline());
    }

    private async Task<(ulong Correlation, TargetKind Target, string Name, int Timeout, byte[] Payload)> SentAsync()
    {
        await _worker.Link.FramesAsync(1);
        return _worker.SentCommand();
    }

    private async Task<List<CommandOutcome<int>>> AskAll(CancellationToken token = default)
    {
        List<CommandOutcome<int>> outcomes = [];
        await foreach (var outcome in _worker.Ipc.CommandAllAsync<int>(Target.AllClusters, new Note("hi"), cancellationToken: token)) outcomes.Add(outcome);
        return outcomes;
    }
}

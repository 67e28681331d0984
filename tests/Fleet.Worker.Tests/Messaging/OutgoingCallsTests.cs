using System.Runtime.CompilerServices;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Worker.Tests.Messaging;

public class OutgoingCallsTests
{
    private static readonly Target s_stats = Target.Service("stats");

    private readonly MessagingUnderTest _worker = new(mostCalls: 4);

    [Fact]
    public async Task Command_Sent_CarriesItsNameAndDeadline_AndEndsWithTheValue()
    {
        var asked = _worker.Ipc.CommandAsync<Note>(s_stats, new Note("hi"));

        var sent = _worker.SentCommand();
        sent.Target.ShouldBe(TargetKind.Service);
        sent.Name.ShouldBe("Note");
        sent.Timeout.ShouldBe(10_000);
        sent.Payload.ShouldBe(_worker.Payload(new Note("hi")));
        asked.IsCompleted.ShouldBeFalse();
        _worker.ReceiveReply(sent.Correlation, new Note("there"));

        (await asked.WithDeadline()).Text.ShouldBe("there");
        _worker.Calls.Any.ShouldBeFalse();
    }

    [Fact]
    public async Task Options_NameAndTimeout_AreSent()
    {
        var asked = _worker.Ipc.CommandAsync<int>(s_stats, new Note("hi"), new CommandOptions { Name = "count", Timeout = TimeSpan.FromSeconds(2) });

        var sent = _worker.SentCommand();
        sent.Name.ShouldBe("count");
        sent.Timeout.ShouldBe(2000);
        _worker.ReceiveReply(sent.Correlation, 5);
        (await asked.WithDeadline()).ShouldBe(5);
    }

    [Theory]
    [InlineData(CommandError.NoSuchTarget, CommandExecution.NotExecuted)]
    [InlineData(CommandError.Busy, CommandExecution.NotExecuted)]
    [InlineData(CommandError.NoHandler, CommandExecution.NotExecuted)]
    [InlineData(CommandError.Faulted, CommandExecution.Executed)]
    [InlineData(CommandError.TargetLost, CommandExecution.Unknown)]
    public async Task Reply_WithAnError_IsThatException(CommandError error, CommandExecution execution)
    {
        var asked = _worker.Ipc.CommandAsync<Note>(s_stats, new Note("hi"));

        _worker.ReceiveFailure(_worker.SentCommand().Correlation, error, new FaultDetail("no", "My.Type", "at My"));

        var thrown = await Should.ThrowAsync<CommandException>(asked.WithDeadline());
        thrown.Error.ShouldBe(error);
        thrown.Execution.ShouldBe(execution);
        thrown.Message.ShouldBe("no");
        thrown.RemoteType.ShouldBe("My.Type");
        thrown.RemoteStack.ShouldBe("at My");
    }

    [Fact]
    public async Task Reply_WithAnUnknownErrorOrNoExplanation_IsFaulted()
    {
        var unknown = _worker.Ipc.CommandAsync<Note>(s_stats, new Note("1"));
        _worker.ReceiveFailure(_worker.SentCommand(0).Correlation, (CommandError)99, new FaultDetail("new"));
        var bare = _worker.Ipc.CommandAsync<Note>(s_stats, new Note("2"));
        _worker.Receive(h => ReplyDelivery.Write(h, _worker.SentCommand(1).Correlation, default, (int)CommandError.Busy));

        (await Should.ThrowAsync<CommandException>(unknown.WithDeadline())).Error.ShouldBe(CommandError.Faulted);
        var thrown = await Should.ThrowAsync<CommandException>(bare.WithDeadline());
        thrown.Error.ShouldBe(CommandError.Busy);
        thrown.Message.ShouldContain("could not be read");
    }

    [Fact]
    public async Task Reply_OfAnotherShape_IsBad()
    {
        var list = _worker.Ipc.CommandAsync<List<int>>(s_stats, new Note("hi"));
        _worker.ReceiveReply(_worker.SentCommand(0).Correlation, new Note("there"));
        var bomb = _worker.Ipc.CommandAsync<Bomb>(s_stats, new Note("hi"));
        _worker.ReceiveReply(_worker.SentCommand(1).Correlation, new Note("there"));

        (await Should.ThrowAsync<CommandException>(list.WithDeadline())).Error.ShouldBe(CommandError.BadReply);
        (await Should.ThrowAsync<CommandException>(bomb.WithDeadline())).Error.ShouldBe(CommandError.BadReply);
    }

    [Fact]
    public async Task Command_PastItsDeadline_EndsAtTheNextSweep_AndALateReplyIsNobodys()
    {
        var asked = _worker.Ipc.CommandAsync<Note>(s_stats, new Note("hi"), new CommandOptions { Timeout = TimeSpan.FromSeconds(2) });
        _worker.Time.Advance(TimeSpan.FromSeconds(1.9));
        _worker.Calls.Sweep();
        asked.IsCompleted.ShouldBeFalse();
        _worker.Time.Advance(TimeSpan.FromSeconds(0.1));

        _worker.Calls.Sweep();

        var thrown = await Should.ThrowAsync<CommandException>(asked.WithDeadline());
        thrown.Error.ShouldBe(CommandError.TimedOut);
        thrown.Message.ShouldBe("service stats did not answer within 2 s; the command may have been executed.");
        _worker.ReceiveReply(_worker.SentCommand().Correlation, new Note("late"));
        _worker.Log.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task Token_Cancelled_EndsTheWait_AndALateReplyMeetsNoOtherCommand()
    {
        using var stop = new CancellationTokenSource();
        var asked = _worker.Ipc.CommandAsync<Note>(s_stats, new Note("1"), stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<TaskCanceledException>(asked.WithDeadline());
        var next = _worker.Ipc.CommandAsync<Note>(s_stats, new Note("2"));
        _worker.ReceiveReply(_worker.SentCommand(0).Correlation, new Note("to the first"));
        next.IsCompleted.ShouldBeFalse();
        _worker.ReceiveReply(_worker.SentCommand(1).Correlation, new Note("to the second"));
        (await next.WithDeadline()).Text.ShouldBe("to the second");
    }

    [Fact]
    public async Task Token_CancelledBefore_SendsNothing()
    {
        var asked = _worker.Ipc.CommandAsync<Note>(s_stats, new Note("1"), new CancellationToken(canceled: true));

        await Should.ThrowAsync<TaskCanceledException>(asked.WithDeadline());
        _worker.Link.Frames.ShouldBeEmpty();
    }

    [Fact]
    public void Reply_ThatOvertakesTheRegistrationOfTheToken_LeavesNothingBehind()
    {
        using var stop = new CancellationTokenSource();

        var call = AnsweredWhileItIsQueued(stop.Token);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        call.IsAlive.ShouldBeFalse("the token still holds the call");
    }

    // Apart, so that no frame of the test holds the task.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference AnsweredWhileItIsQueued(CancellationToken token)
    {
        _worker.Link.Answer = body =>
        {
            _worker.Link.Answer = _ => SendStatus.Queued;
            _worker.Link.TrySend(body, default);
            _worker.ReceiveReply(_worker.SentCommand().Correlation, new Note("soon"));
            return SendStatus.Queued;
        };
        var asked = _worker.Ipc.CommandAsync<Note>(s_stats, new Note("1"), token);
        asked.IsCompletedSuccessfully.ShouldBeTrue();
        return new WeakReference(asked);
    }

    [Fact]
    public async Task Table_Full_IsBusy()
    {
        var waiting = Enumerable.Range(0, 4).Select(_ => _worker.Ipc.CommandAsync<Note>(s_stats, new Note(""))).ToList();

        var refused = _worker.Ipc.CommandAsync<Note>(s_stats, new Note(""));

        (await Should.ThrowAsync<CommandException>(refused.WithDeadline())).Error.ShouldBe(CommandError.Busy);
        _worker.Link.Frames.Count.ShouldBe(4);
        waiting.ShouldAllBe(task => !task.IsCompleted);
    }

    [Theory]
    [InlineData(SendStatus.TooLarge, CommandError.TooLarge)]
    [InlineData(SendStatus.Full, CommandError.Busy)]
    [InlineData(SendStatus.Closed, CommandError.Unavailable)]
    public async Task Link_ThatDoesNotTakeTheCommand_IsToldAndLeavesNothingPending(SendStatus status, CommandError error)
    {
        _worker.Link.Answer = _ => status;

        var refused = _worker.Ipc.CommandAsync<Note>(s_stats, new Note(""));

        (await Should.ThrowAsync<CommandException>(refused.WithDeadline())).Error.ShouldBe(error);
        _worker.Calls.Any.ShouldBeFalse();
    }

    [Fact]
    public async Task Link_Lost_EndsWhatWaits_AndWhatComesAfter()
    {
        var waiting = _worker.Ipc.CommandAsync<Note>(s_stats, new Note(""));

        _worker.Calls.LoseAll();

        (await Should.ThrowAsync<CommandException>(waiting.WithDeadline())).Error.ShouldBe(CommandError.TargetLost);
        var after = _worker.Ipc.CommandAsync<Note>(s_stats, new Note(""));
        (await Should.ThrowAsync<CommandException>(after.WithDeadline())).Error.ShouldBe(CommandError.Unavailable);
    }

    [Fact]
    public void Misuse_IsRefusedBeforeAnythingIsSent()
    {
        Should.Throw<ArgumentException>(() => _worker.Ipc.CommandAsync<Note>(Target.AllClusters, new Note("")).GetAwaiter()).Message.ShouldContain("CommandAllAsync");
        Should.Throw<ArgumentException>(() => _worker.Ipc.CommandAllAsync<Note>(s_stats, new Note(""))).Message.ShouldContain("CommandAsync");
        Should.Throw<ArgumentNullException>(() => _worker.Ipc.CommandAsync<Note>(s_stats, null!).GetAwaiter());
        Should.Throw<ArgumentOutOfRangeException>(() => _worker.Ipc.CommandAsync<Note>(s_stats, new Note(""), new CommandOptions { Timeout = TimeSpan.Zero }).GetAwaiter());
        Should.Throw<ArgumentOutOfRangeException>(() => _worker.Ipc.CommandAsync<Note>(s_stats, new Note(""), new CommandOptions { Timeout = TimeSpan.FromHours(1) }).GetAwaiter());
        Should.Throw<ArgumentException>(() => _worker.Ipc.CommandAsync<Note>(s_stats, new Note(""), new CommandOptions { Name = new string('n', 201) }).GetAwaiter());
        Should.Throw<ArgumentException>(() => _worker.Ipc.CommandAsync<Note>(Target.Channel(new string('n', 201)), new Note("")).GetAwaiter());
        Should.Throw<FleetException>(() => _worker.Ipc.CommandAsync<Note>(s_stats, new Bomb()).GetAwaiter());

        _worker.Link.Frames.ShouldBeEmpty();
        _worker.Calls.Any.ShouldBeFalse();
    }

    [Fact]
    public void Timeout_OfTheConfiguration_MayBeLongerThanACallersOwn()
    {
        _worker.Ipc.CommandTimeout = TimeSpan.FromHours(1);

        _ = _worker.Ipc.CommandAsync<Note>(s_stats, new Note(""));

        _worker.SentCommand().Timeout.ShouldBe(3_600_000);
    }

    [Fact]
    public async Task Questions_ToTheAdmiral_CarryTheirNames()
    {
        var stats = _worker.Ipc.GetStatsAsync();
        var collect = _worker.Ipc.CollectStatsAsync();
        var workers = _worker.Ipc.GetWorkersAsync();

        Enumerable.Range(0, 3).Select(i => (_worker.SentCommand(i).Target, _worker.SentCommand(i).Name)).ShouldBe(
            [(TargetKind.Admiral, "fleet.stats.last"), (TargetKind.Admiral, "fleet.stats.collect"), (TargetKind.Admiral, "fleet.workers")]);
        _worker.ReceiveReply(_worker.SentCommand(0).Correlation, new FleetStats { ShardCount = 3 });
        _worker.ReceiveReply(_worker.SentCommand(1).Correlation, new FleetStats { ShardCount = 4 });
        _worker.ReceiveReply<IReadOnlyList<WorkerSummary>>(_worker.SentCommand(2).Correlation, []);

        (await stats.WithDeadline()).ShardCount.ShouldBe(3);
        (await collect.WithDeadline()).ShardCount.ShouldBe(4);
        (await workers.WithDeadline()).ShouldBeEmpty();
    }
}
